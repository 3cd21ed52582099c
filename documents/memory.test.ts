// Rendering has no memory: what a letter says, and its bytes, do not depend on the letters before it. The letters
// here are odd on purpose: each brings letters made of others (Č of C and a caron), in an order that differs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { beforeAll, expect, jest, test } from '@jest/globals'
import { printableText } from './fonts.ts'
import { textOf } from './printed.ts'
import { TEMPLATES, type TemplateId } from './render.ts'

const NAMES = [
  'Čiekurkalna vidusskola',
  'Ūdenszīmes internātskola',
  'Zvārtavas pamatskola',
  'Ņikitas Šķērsļa ģimnāzija',
  'Żółkiew, Ďáblice, Őriszentpéter',
  'Ёлкино, Йошкар, Ґава',
  'Ἀθῆναι, Ὀδυσσεύς, Ώρα',
  'Nguyễn Ậu, Đặng Ở, Ẵ ẵ',
  'SIA “½ ¼ ¾ – 1½ № 7”',
  'fi fl ffi, office, ﬁ',
  'Ǆ ǅ ǆ Ǉ Ǌ ŉ ĸ ſ',
  'Z̧ a̋ n̈ ṩ ɑ̃ (saliktās zīmes)',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz',
  '„Saulīte” – «Zvaigznīte» … ‘Mēness’',
  'Ωmega, Ωhm, µm, μm, ∆, Δ, ∑, √2 ≠ 1',
]
const KINDS = ['receipt', 'reply', 'extension-notice', 'closing-notice'] as const
type Letter = { template: TemplateId; input: unknown }
const name = (i: number): string => NAMES[i % NAMES.length]!
const LETTERS: readonly Letter[] = Array.from({ length: 200 }, (_, i) => {
  const template = KINDS[i % KINDS.length]!
  const place = name(i * 7 + Math.floor(i / NAMES.length))
  const addressee = { name: name(i), address: `${place} 1, Rīga` }
  return { template, input: { ...structuredClone(TEMPLATES[template].example), place, addressee } }
})

const scoured = async (pdf: Uint8Array): Promise<{ text: string; bytes: string }> => ({
  text: await textOf(pdf),
  bytes: createHash('sha256').update(pdf).digest('hex'),
})
const unspaced = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

type Said = Awaited<ReturnType<typeof scoured>>
/** Renders the letters with freshly loaded modules, in the order given; what each said, in the order of LETTERS. */
async function together(order: readonly number[]): Promise<Map<number, Said>> {
  jest.resetModules()
  const { renderDocument: fresh } = await import('./render.ts')
  const said = new Map<number, Said>()
  for (const i of order) said.set(i, await scoured(await fresh(LETTERS[i]!.template, LETTERS[i]!.input)))
  return said
}
const order = LETTERS.map((_, i) => i)
let there: Map<number, Said>
beforeAll(async () => {
  there = await together(order)
}, 120_000)

test('200 letters say the same, in the same bytes, whatever went before', async () => {
  const back = await together([...order].reverse())
  for (const i of order) {
    expect(there.get(i)).toEqual(back.get(i))
    expect(unspaced(there.get(i)!.text)).toContain(unspaced(printableText(name(i)).text))
  }
}, 120_000)

test('and the same as alone: with modules that rendered nothing yet, and in a process of their own', async () => {
  // A fresh start takes a second: every second name, and three of them in a process.
  for (let i = 0; i < NAMES.length; i += 2) {
    expect(there.get(i)).toEqual((await together([i])).get(i))
    if (i % 3 > 0) continue
    const { template, input } = LETTERS[i]!
    const args = ['--import', 'tsx', 'scripts/render.ts', template, '-', '-']
    const { stdout } = spawnSync(process.execPath, args, { input: JSON.stringify(input), maxBuffer: 1e8 })
    expect(there.get(i)).toEqual(await scoured(stdout))
  }
}, 120_000)
