import { describe, expect, test } from '@jest/globals'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { visitorView } from '../test/harness/view.ts'
import { Layout } from './layout.tsx'

const page = (refresh?: number): string =>
  renderToString(h(Layout, { v: visitorView('lv'), title: 'T', refresh, children: '' }))

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
