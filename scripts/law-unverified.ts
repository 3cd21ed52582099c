// `npm run law:unverified`: every rule that a lawyer still has to check, with what is missing. `--json` for programs.
import { normText, normUrl } from '../law/norm.ts'
import { listUnverified } from '../law/rules/unverified.ts'
import { unverifiedLives } from '../registers/unverified.ts'

const list = [...listUnverified(), ...unverifiedLives()]
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(list, null, 2)}\n`)
else {
  for (const item of list) {
    const grade = item.certainty ? ` [${item.certainty}]` : ''
    process.stdout.write(`${item.kind.padEnd(11)} ${item.id}${grade}\n`)
    process.stdout.write(`          ${item.title.lv} / ${item.title.en}\n`)
    const url = normUrl(item.norm)
    process.stdout.write(`          ${normText(item.norm, 'lv')}${url ? ` <${url}>` : ''}\n`)
    process.stdout.write(`          trūkst / missing: ${item.missing.lv} / ${item.missing.en}\n`)
  }
  process.stdout.write(`${list.length} unverified\n`)
}
