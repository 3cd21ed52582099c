import { describe, expect, test } from '@jest/globals'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Layout } from './layout.tsx'
import { lv } from './texts/lv.ts'
import type { View } from './view.ts'

const view: View = {
  lang: 'lv',
  t: lv,
  path: '/',
  person: null,
  now: '2026-03-05T10:15:00.000Z',
  today: '2026-03-05',
  development: null,
  csrf: '',
  flash: null,
}
const page = (refresh?: number): string =>
  renderToString(h(Layout, { v: view, title: 'T', refresh, children: '' }))

describe('a page that looks again', () => {
  test('leaves the moment to its script; only a browser without one is told to reload', () => {
    const html = page(3)
    expect(html).toContain('data-refresh="3"')
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="3"/></noscript>')
    expect(html.replace(/<noscript>.*?<\/noscript>/g, '')).not.toContain('http-equiv="refresh"')
  })

  test('any other page stays as it is', () => {
    expect(page()).not.toMatch(/refresh/)
  })
})
