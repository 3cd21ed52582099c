// npm run --silent render -- list | example TEMPLATE | TEMPLATE INPUT.json OUT.pdf   ("-" is stdin or stdout)
import { readFileSync, writeFileSync } from 'node:fs'
import {
  DocumentInputError,
  isTemplateId,
  renderDocument,
  TEMPLATES,
  templateIds,
} from '../documents/render.ts'

const USAGE = 'usage: render list | render example TEMPLATE | render TEMPLATE INPUT.json OUT.pdf'

async function main(args: readonly string[]): Promise<number> {
  const [first, second, third] = args
  if (first === 'list' && args.length === 1) {
    const width = Math.max(...templateIds().map((t) => t.length))
    for (const id of templateIds())
      console.log(`${id.padEnd(width)}  ${TEMPLATES[id].title.lv} / ${TEMPLATES[id].title.en}`)
    return 0
  }
  const name = first === 'example' ? second : first
  if (name === undefined || (first === 'example' ? args.length !== 2 : args.length !== 3)) {
    console.error(USAGE)
    return 2
  }
  if (!isTemplateId(name)) {
    console.error(`no template "${name}"; there are: ${templateIds().join(', ')}`)
    return 2
  }
  if (first === 'example') {
    console.log(JSON.stringify(TEMPLATES[name].example, null, 2))
    return 0
  }
  let input: unknown
  try {
    input = JSON.parse(readFileSync(second === '-' ? 0 : second!, 'utf8'))
  } catch (e) {
    console.error(`${second}: ${(e as Error).message}`)
    return 2
  }
  try {
    const pdf = await renderDocument(name, input)
    if (third === '-') process.stdout.write(pdf)
    else writeFileSync(third!, pdf)
    return 0
  } catch (e) {
    if (e instanceof DocumentInputError) {
      for (const i of e.issues) console.error(`${i.path || '(input)'}: ${i.reason}`)
      return 1
    }
    console.error((e as Error).message)
    return 2
  }
}

process.exitCode = await main(process.argv.slice(2))
