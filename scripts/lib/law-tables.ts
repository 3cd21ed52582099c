import { ACTS, type Act } from '../../law/acts.ts'
import { normShort } from '../../law/norm.ts'
import { FAMILIES, RULES } from '../../law/rules/catalogue.ts'
import type { Extension, Rule } from '../../law/rules/types.ts'
import { CHANNELS } from '../../law/service/channels.ts'
import { amountText } from '../../law/words.ts'

/** The parts of docs/law-cli.md that are made from the law room, by the name that stands in their marks. */
const PARTS: Record<string, () => string> = { acts, channels, families, rules }

/** The page with every part between its marks (`<!-- made: NAME -->` … `<!-- /made -->`) made anew. */
export function withTables(page: string): string {
  return page.replace(/(<!-- made: (\w+) -->\n)[\s\S]*?(<!-- \/made -->)/g, (all, open, name, close) => {
    const part = PARTS[name]
    return part ? `${open}\n${part()}\n\n${close}` : all
  })
}

function acts(): string {
  const list = Object.entries<Act>(ACTS).map(([id, act]) => `\`${id}\` (${act.short.lv})`)
  return `Acts: ${list.join(', ')}.`
}

function families(): string {
  const list = Object.entries(FAMILIES).map(([id, versions]) => `\`${id}\` (${versions.join(', ')})`)
  return `**Families** choose the version by the date of receipt: ${list.join('; ')}.`
}

function channels(): string {
  const rows = Object.entries(CHANNELS).map(([id, channel]) => {
    const when =
      channel.amount === 0
        ? 'the day of handing over'
        : `${amountText(channel.amount, channel.unit).en} after ${channel.sent.en}`
    return `| \`${id}\` | ${when} | ${normShort(channel.norm, 'en')} |`
  })
  return ['| channel | presumption | norm |', '|---|---|---|', ...rows].join('\n')
}

function rules(): string {
  const columns =
    'rule | what | counts from | length | binds | roll | anew | extensions | in force | certainty'.split(
      ' | ',
    )
  const rows = Object.values(RULES).map((rule) => `| ${cells(rule).join(' | ')} |`)
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`, ...rows].join('\n')
}

const ROLL = { 'next-working-day': 'next', 'previous-working-day': 'previous', none: 'none' }

function cells(rule: Rule): string[] {
  const force = [
    rule.validFrom && `from ${rule.validFrom}`,
    rule.validUntil && `until ${rule.validUntil}`,
  ].filter(Boolean)
  return [
    `\`${rule.id}\``,
    `${rule.title.lv} / ${rule.title.en} (${normShort(rule.norm, 'en')})`,
    rule.event.en,
    length(rule),
    rule.binds,
    ROLL[rule.roll],
    rule.resets ? 'yes' : '',
    rule.extensions.map(extension).join('; '),
    force.join(' '),
    `${rule.certainty}${rule.unverified ? ' †' : ''}`,
  ]
}

function length(rule: Rule): string {
  if (rule.unit === 'fixed-date') return `until ${rule.fixed!.day}.${rule.fixed!.month}. of each year`
  return `${amountText(rule.amount, rule.unit).en}${rule.direction === 'backward' ? ' before' : ''}`
}

function extension({ id, amount, unit, from, by, unverified }: Extension): string {
  const longest = amount === null ? 'no limit' : `${amountText(amount, unit).en} from ${from}`
  return `\`${id}\` ${longest} (${by})${unverified ? ' †' : ''}`
}
