import { describe, expect, test } from '@jest/globals'
import { h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { visitorView as view } from '../../test/harness/view.ts'
import { Due } from './due.tsx'

// The view stands on 5 March 2026.
const html = (props: Omit<Parameters<typeof Due>[0], 'v'>, lang: 'lv' | 'en' = 'lv'): string =>
  renderToString(h(Due, { v: view(lang), ...props }))

describe('a day by which something must be done', () => {
  test.each([
    ['2026-03-02', '02.03. · −3 d', '2026. gada 2. marts, kavējas 3 dienas', 'now'],
    ['2026-03-05', '05.03. · šodien', '2026. gada 5. marts, šodien', 'soon'],
    ['2026-03-10', '10.03. · 5 d', '2026. gada 10. marts, pēc 5 dienām', 'soon'],
    ['2026-03-11', '11.03. · 6 d', '2026. gada 11. marts, pēc 6 dienām', 'plain'],
  ])('%s is %s, and says so to whoever hears it', (day, shown, heard, look) => {
    const text = html({ day })
    expect(text.replace(/<[^>]+>/g, '')).toBe(`${shown}${heard}`)
    expect(text).toContain(`datetime="${day}"`)
    expect((Due({ v: view('lv'), day }) as VNode<{ tone: string }>).props.tone).toBe(look)
  })

  test('opens why it is that day, without script', () => {
    const steps = [{ text: { lv: 'Saņemts 04.02.', en: 'Received' }, norm: { act: 'APL', article: '64(1)' } }]
    expect(html({ day: '2026-03-04', steps })).toMatch(/<details.*<summary>.*04\.03\..*<li>Saņemts 04\.02\./)
  })

  test('or leads to where it is told; where the term does not run, its distance says nothing', () => {
    expect(html({ day: '2026-03-04', href: '/cases/1#terms' })).toContain('href="/cases/1#terms"')
    expect(html({ day: '2026-03-04', running: false })).not.toContain('−1')
  })
})
