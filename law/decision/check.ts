// The rules that an administrative act must meet before it is issued (law/procedures F4, from APL 62, 64, 67,
// 70–72, 74, 79; Paziņošanas likums; OEAL). Read while drafting, and again at issue: what blocks cannot go out.
import type { Considerations, DecisionDraft, Finding } from './draft.ts'

const blank = (s: string | undefined): boolean => s === undefined || s.trim() === ''
const none = (a: readonly unknown[] | undefined): boolean => a === undefined || a.length === 0

/** '2026-01-31' + 1 → '2026-02-28' (APL 43(1): the same-numbered day, else the month's last). */
function addMonths(iso: string, months: number): string {
  const [y, m, d] = iso.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(y, m - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(d, last))
  return first.toISOString().slice(0, 10)
}
const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000

/** 2026-05-05 → 05.05.2026. */
const short = (day: string): string => day.split('-').reverse().join('.').concat('.')

type Check = (d: DecisionDraft) => readonly Finding[]
const block = (rule: string, field: string, norm: string, lv: string, en: string): Finding => ({
  rule,
  severity: 'block',
  field,
  norm,
  message: { lv, en },
})
const warn = (...a: Parameters<typeof block>): Finding => ({ ...block(...a), severity: 'warn' })

/** Fully favourable and undisputed: APL 67(7) lets parts 4, 6 and 9 fall away. */
const plain = (d: DecisionDraft): boolean => !d.unfavourable && !d.disputed

const norms: Check = (d) =>
  (d.norms ?? []).some((n) => !blank(n))
    ? []
    : [
        (d.unfavourable ? block : warn)(
          'norms',
          'norms',
          'APL 67(2)7, 75(1)2',
          d.unfavourable
            ? 'Nav piemēroto tiesību normu saraksta: tas ir lēmuma obligāta sastāvdaļa, un bez tā lēmums ir procesuāli kļūdains. Norādiet pantu, daļu, punktu.'
            : 'Nav piemēroto tiesību normu saraksta.',
          d.unfavourable
            ? 'The list of legal norms applied is missing: it is a mandatory part, and a decision without it has a procedural error. Give article, paragraph, point.'
            : 'The separate list of applied norms is missing.',
        ),
      ]

const hearing: Check = (d) =>
  !d.unfavourable || d.hearing || !blank(d.noHearingReason)
    ? []
    : [
        block(
          'hearing',
          'hearing',
          'APL 62(1), 62(2), 75(1)2',
          'Nelabvēlīga akta adresāts nav uzklausīts, un nav norādīts iemesls, kāpēc tas nav darīts.',
          'The act is unfavourable, but there is neither a hearing nor a reason of APL 62(2) for its absence.',
        ),
      ]

/** What gives all that was asked for would contradict a defect that still stands among its own facts. */
const openDefects: Check = (d) => {
  const defects = d.defects ?? []
  if (d.kind !== 'grant' || defects.length === 0) return []
  const named = (lang: 'lv' | 'en'): string => defects.map((one) => `„${one[lang]}”`).join(', ')
  return [
    block(
      'open-defect',
      'kind',
      'APL 63(1), 67(2)5',
      `Prasīto piešķirt nevar: konstatējumos paliek trūkums (${named('lv')}). Ja tas ir novērsts, precizējiet konstatējumu un norādiet pierādījumus; ja nav, ierosiniet atteikt.`,
      `What was applied for cannot be granted: a defect stands among the findings (${named('en')}). If it has been cured, revise the finding and give the evidence; if not, propose a refusal.`,
    ),
  ]
}

const appeal: Check = (d) =>
  d.appeal || plain(d)
    ? []
    : [
        warn(
          'appeal',
          'appeal',
          'APL 67(2)9, 67(7), 79(1)',
          'Nav norādes par apstrīdēšanu: apstrīdēšanas termiņš tad ir viens gads.',
          'No note on contesting: the contest term then becomes one year.',
        ),
      ]

const registeredLetter: Check = (d) =>
  (d.recipients ?? []).flatMap((r, i) =>
    d.unfavourable && r.channel === 'post'
      ? [
          block(
            'registered-letter',
            `recipients.${i}.channel`,
            'APL 70(2)',
            `${r.name}: nelabvēlīgu aktu pa pastu sūta tikai ierakstītā vēstulē.`,
            `${r.name}: an unfavourable act goes by post only as a registered letter.`,
          ),
        ]
      : [],
  )

const eAddressFirst: Check = (d) =>
  (d.recipients ?? []).flatMap((r, i) =>
    r.eAddressDue && r.channel !== 'e-address' && blank(r.eAddressFailed)
      ? [
          block(
            'e-address-first',
            `recipients.${i}.channel`,
            'Oficiālās elektroniskās adreses likums 5, 8',
            `${r.name}: vispirms jāsūta uz e-adresi; citu veidu drīkst izvēlēties tikai tad, ja e-adrese nav pieejama (norādiet iemeslu).`,
            `${r.name}: the e-address comes first; another channel needs the reason why it could not be used.`,
          ),
        ]
      : [],
  )

const late: Check = (d) =>
  d.date && d.due && d.date > d.due && blank(d.delayJustification)
    ? [
        (d.unfavourable ? block : warn)(
          'late',
          'delayJustification',
          'APL 49(4), 64',
          d.unfavourable
            ? `Lēmums ir pēc termiņa (${short(d.due)}): nelabvēlīgam lēmumam jāpamato nokavējums.`
            : `Lēmums ir pēc termiņa (${short(d.due)}).`,
          d.unfavourable
            ? `The decision comes after the term (${short(d.due)}): an unfavourable one must justify the delay.`
            : `The decision comes after the term (${short(d.due)}).`,
        ),
      ]
    : []

const extensions: Check = (d) =>
  (d.extensions ?? []).flatMap((e, i) => {
    const out: Finding[] = []
    if (e.noticeDate >= e.oldDue)
      out.push(
        block(
          'extension-in-time',
          `extensions.${i}.noticeDate`,
          'APL 64(2)',
          `Paziņojums par pagarināšanu (${e.noticeDate}) nav nosūtīts pirms iepriekšējā termiņa beigām (${e.oldDue}).`,
          `The extension notice (${e.noticeDate}) does not precede the end of the old term (${e.oldDue}).`,
        ),
      )
    const limit = e.latestAllowed ?? addMonths(e.receivedOn, 4)
    if (e.newDue > limit && !e.byHigherInstitution) {
      // Without the calendar we cannot tell a roll over a weekend or holidays from a real excess.
      const mayBeRoll = !e.latestAllowed && daysBetween(limit, e.newDue) <= 5
      out.push(
        (mayBeRoll ? warn : block)(
          'extension-limit',
          `extensions.${i}.newDue`,
          'APL 64(2)',
          `Jaunais termiņš (${e.newDue}) pārsniedz četrus mēnešus no iesnieguma saņemšanas (${limit}); ilgāk var pagarināt tikai augstāka iestāde.`,
          `The new term (${e.newDue}) exceeds four months from receipt (${limit}); only the higher institution may go further.`,
        ),
      )
    }
    return out
  })

const correction: Check = (d) => {
  const c = d.correction
  if (!c?.parts.some((n) => n >= 7 && n <= 9) || (c.renotify && c.contestRestarts)) return []
  return [
    block(
      'correction-renotify',
      'correction',
      'APL 71, 72',
      'Labojums skar normas, lemjošo daļu vai norādi par apstrīdēšanu: akts jāpaziņo atkārtoti un apstrīdēšanas termiņš sākas no jauna.',
      'The correction touches the norms, the operative part or the appeal note: notify anew and restart the contest term.',
    ),
  ]
}

/** The parts of APL 67(2) that no other rule covers. */
const parts: Check = (d) => {
  const out: Finding[] = []
  const miss = (n: number, field: string, lv: string, en: string, hard = d.unfavourable): void => {
    out.push((hard ? block : warn)(`part-${n}`, field, `APL 67(2)${n}`, `Trūkst: ${lv}.`, `Missing: ${en}.`))
  }
  if (blank(d.issuer?.name) || blank(d.issuer?.address))
    miss(1, 'issuer', 'iestādes nosaukums un adrese', 'name and address of the institution', true)
  const a = d.addressee
  if (blank(a?.name)) miss(2, 'addressee.name', 'adresāts', 'the addressee', true)
  else if (a?.legalPerson && (blank(a.address) || blank(a.regNo)))
    miss(
      2,
      'addressee',
      'adresāta adrese un reģistrācijas numurs',
      'address and registration number of the addressee',
    )
  else if (!a?.legalPerson && blank(a?.address) && blank(a?.personalId) && blank(a?.regNo))
    miss(
      2,
      'addressee',
      'adresāta dzīvesvieta vai citas ziņas, kas to identificē',
      'residence or other identifying data of the addressee',
    )
  if (d.onApplication && blank(d.claim))
    miss(3, 'claim', 'iesniedzēja prasījums', 'the claim of the applicant')
  if (d.disputed && none(d.views))
    miss(4, 'views', 'procesa dalībnieku viedokļi un argumenti', 'views and arguments of the parties')
  if (none(d.facts)) miss(5, 'facts', 'konstatētie fakti', 'the findings of fact')
  if (!plain(d) && none(d.reasoning)) miss(6, 'reasoning', 'pamatojums', 'the reasoning')
  if (none(d.operative)) miss(8, 'operative', 'lemjošā daļa', 'the operative part', true)
  return out
}

/** What was said in the hearing must be answered, not only repeated. */
const answered: Check = (d) =>
  (d.views ?? []).some((view) => blank(view.answer))
    ? [
        warn(
          'views-answered',
          'views.answer',
          'APL 62(1), 67(2)4',
          'Nav atbildes uz izteikto viedokli: lēmumā jāpasaka, kāpēc tas ir vai nav ņemts vērā.',
          'The views are not answered: the decision must say why they were followed or not.',
        ),
      ]
    : []

const STEPS: readonly (readonly [keyof Considerations, string, string])[] = [
  ['necessity', 'nepieciešamība', 'necessity'],
  ['suitability', 'piemērotība', 'suitability'],
  ['need', 'vajadzība', 'need'],
  ['proportionality', 'atbilstība', 'proportionality'],
]

/** The four steps of weighing; only a mandatory act may do without them (APL 65(1)). */
const considerations: Check = (d) => {
  if (!d.unfavourable || d.mandatoryAct) return []
  const missing = STEPS.filter(([step]) => blank(d.considerations?.[step]))
  if (missing.length === 0) return []
  return [
    warn(
      'considerations',
      `considerations.${missing[0]![0]}`,
      'APL 65, 66(1), 67(2)6',
      `Trūkst lietderības apsvērumu: ${missing.map(([, lv]) => lv).join(', ')}. Tie nav vajadzīgi tikai obligātam aktam.`,
      `Considerations of expediency are missing: ${missing.map(([, , en]) => en).join(', ')}. Only a mandatory act may do without them.`,
    ),
  ]
}

const CHECKS: readonly Check[] = [
  norms,
  hearing,
  openDefects,
  appeal,
  registeredLetter,
  eAddressFirst,
  late,
  extensions,
  correction,
  parts,
  answered,
  considerations,
]

/**
 * Checks a draft against the validation rules. Out: findings in the order of the rules; empty when nothing is
 * amiss. `block`: must not be issued; `warn`: may be, and the official should know what follows.
 */
export function checkDecision(draft: DecisionDraft): Finding[] {
  return CHECKS.flatMap((check) => check(draft))
}
