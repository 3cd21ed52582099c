import { describe, expect, test } from '@jest/globals'
import { classesIn, looksIn, saidIn } from './class-names.ts'

const known = classesIn(`
  /* .gone is only spoken of */
  .button, .button--warning:hover { color: red; background: url("a.woff2") }
  @media print { .desk .header__menu > a[data-x] { display: none } }
`)
const found = (text: string): string[] => looksIn(text, 'page.tsx', known).map((f) => `${f.line} ${f.what}`)

describe('classes of a stylesheet', () => {
  test('every class of every selector, also within a condition; no comments, no addresses', () => {
    expect([...known].sort()).toEqual(['button', 'button--warning', 'desk', 'header__menu'])
  })
})

describe('a file outside web/ui/', () => {
  test('may say no class, whatever it stands on', () => {
    expect(found('const a = <p class="x">t</p>')).toEqual(['1 the attribute class'])
    expect(found('const a = <Text\n  className={y} />')).toEqual(['2 the attribute className'])
    expect(found('const a = <p style="color:red" />')).toEqual(['1 the attribute style'])
    expect(found("h('p', { class: 'x' })")).toEqual(['1 the attribute class'])
    expect(found("box.classList.add('x')")).toEqual(['1 classList'])
  })

  test('may not hand one on, and may not pick by one', () => {
    expect(found("const kind = 'button--warning'")).toEqual(['1 the class button--warning'])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: program text
    expect(found('const all = `header__menu ${more}`')).toEqual(['1 the class header__menu'])
    expect(found("page.locator('.button')")).toEqual(['1 the class button'])
    expect(found("document.querySelector('main .desk')")).toEqual(['1 the class desk'])
  })

  test('may use the same words for other things', () => {
    expect(found("const to = '/desk'; const kind = 'button'; say('See .desk')")).toEqual([])
    expect(found('class Button {}; const a = <Button kind="secondary" />')).toEqual([])
  })
})

test('what components say: whole names, and the beginnings of those that are put together', () => {
  const said = saidIn(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: program text
    'const a = <p class={names(\'tag\', `tag--${tone}`)} />; const b = <p class="a b" />',
    'x.tsx',
  )
  expect(said.names.has('tag')).toBe(true)
  expect(said.names.has('b')).toBe(true)
  expect(said.beginnings).toEqual(['tag--'])
})
