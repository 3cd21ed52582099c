// Receipt for a submission: what was received and when, its fingerprint, by when the law wants an answer and why.
import { z } from 'zod'
import { bold, h, numbered, p } from '../blocks.ts'
import {
  EXAMPLE_ISSUER,
  EXAMPLE_SCHOOL,
  fileEntry,
  headFields,
  instant,
  isoDate,
  letter,
  party,
  sha256,
  words,
} from '../head.ts'
import { empty, template } from '../template.ts'
import { byteSize, dateName, onInstant, shortDate, spacedHash } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  /** What was submitted, e.g. "Iesniegums izglītības programmas licencēšanai". */
  what: words(500),
  applicant: party,
  submittedBy: words(500).optional(),
  receivedAt: instant,
  channel: words(200).optional(),
  /** SHA-256 of the canonical content of the application. */
  contentHash: sha256,
  files: z.array(fileEntry).max(500),
  /** The statutory term, with the lines of its derivation ready in words. */
  term: z.strictObject({
    due: isoDate,
    rule: words(1000),
    norm: words(500),
    steps: z
      .array(z.strictObject({ text: words(1000), norm: words(500).optional(), date: isoDate.optional() }))
      .max(100),
  }),
  /** The service standard that the authority sets for itself. */
  standard: z.strictObject({ due: isoDate, text: words(1000) }).optional(),
  next: z.array(words(1000)).max(20).optional(),
})

export const receipt = template({
  title: { lv: 'Apliecinājums par iesnieguma saņemšanu', en: 'Submission receipt' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-03-05',
    number: 'S-2026-000123',
    caseNumber: 'LIC-2026-000045',
    addressee: EXAMPLE_SCHOOL,
    applicant: EXAMPLE_SCHOOL,
    submittedBy: 'Direktore Anna Paraudziņa',
    what: 'Iesniegums izglītības programmas licencēšanai: Pamatizglītības programma, kods 21011111',
    receivedAt: '2026-03-05T07:12:03Z',
    channel: 'Lieta, tiešsaistes veidlapa',
    contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    files: [
      {
        name: 'Mācību plāns 2026./2027. m. g.pdf',
        bytes: 184_320,
        sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
      },
      {
        name: 'Dibinātāja saskaņojums.edoc',
        bytes: 47_758,
        sha256: 'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13',
      },
    ],
    term: {
      due: '2026-04-07',
      rule: 'Lēmumu pieņem viena mēneša laikā no iesnieguma saņemšanas dienas.',
      norm: 'Administratīvā procesa likuma 64. panta pirmā daļa',
      steps: [
        {
          date: '2026-03-05',
          text: 'Iesniegums saņemts; termiņu sāk skaitīt nākamajā dienā.',
          norm: 'APL 42. panta pirmā daļa',
        },
        {
          date: '2026-04-05',
          text: 'Viens mēnesis beidzas šajā datumā; tā ir svētdiena (Lieldienas).',
          norm: 'APL 43. panta pirmā daļa',
        },
        { date: '2026-04-06', text: 'Otrās Lieldienas, svētku diena.', norm: 'APL 43. panta otrā daļa' },
        {
          date: '2026-04-07',
          text: 'Nākamā darbdiena: termiņa pēdējā diena.',
          norm: 'APL 43. panta otrā daļa',
        },
      ],
    },
    standard: { due: '2026-04-20', text: 'Pakalpojuma standarts: 30 darbdienas.' },
    next: [
      'Pārbaudīsim, vai iesniegums ir pilnīgs. Ja kaut kā trūkst, rakstīsim un norādīsim, kas un līdz kuram datumam jāpapildina.',
      'Lietas gaitai var sekot līdzi sistēmā Lieta, sadaļā „Manas lietas”.',
    ],
    verifyUrl: 'https://lieta.example/verify/S-2026-000123',
    sealed: true,
  },
  lacks: (i) => empty(i, { number: 'a receipt names the number under which the application is registered' }),
  compose: (i) =>
    letter(i, {
      title: 'Apliecinājums par iesnieguma saņemšanu',
      body: [
        {
          k: 'facts',
          rows: [
            ['Iesniegums', i.what],
            ['Reģistrācijas numurs', [bold(i.number ?? '[numurs]')]],
            ['Saņemts', [bold(onInstant(i.receivedAt)), ' (Latvijas laiks)']],
            ['Iesniedzējs', [i.applicant.name, i.applicant.regNo ? `, reģ. Nr. ${i.applicant.regNo}` : '']],
            ...(i.submittedBy ? ([['Iesniedza', i.submittedBy]] as const) : []),
            ...(i.channel ? ([['Iesniegšanas veids', i.channel]] as const) : []),
            ['Lēmuma termiņš', [bold(dateName(i.term.due)), `\n${i.term.rule} ${i.term.norm}`]],
            ...(i.standard
              ? ([['Pakalpojuma standarts', `${dateName(i.standard.due)}\n${i.standard.text}`]] as const)
              : []),
          ],
        },
        h(2, 'Termiņa aprēķins'),
        {
          k: 'table',
          columns: [
            { head: 'Datums', share: 16 },
            { head: 'Solis', share: 54 },
            { head: 'Norma', share: 30 },
          ],
          rows: i.term.steps.map((s) => [s.date ? shortDate(s.date) : '', s.text, s.norm ?? '']),
          size: 9,
        },
        h(2, 'Saņemtās datnes'),
        i.files.length === 0
          ? p('Iesniegumam nav pievienota neviena datne.')
          : {
              k: 'table',
              columns: [
                { head: 'Datne', share: 36 },
                { head: 'Apjoms', share: 13, align: 'right' },
                { head: 'Kontrolsumma (SHA-256)', share: 51 },
              ],
              rowHeaders: true,
              rows: i.files.map((f) => [
                f.note ? `${f.name}\n${f.note}` : f.name,
                f.bytes === undefined ? '' : byteSize(f.bytes),
                f.sha256 ? spacedHash(f.sha256) : '',
              ]),
              size: 8.5,
            },
        p(['Iesnieguma satura kontrolsumma (SHA-256): ', spacedHash(i.contentHash)], { size: 9 }),
        p(
          'Kontrolsummas ļauj vēlāk pierādīt, ka saņemtais saturs nav mainīts. Saglabājiet šo apliecinājumu.',
          { size: 9, muted: true },
        ),
        ...(i.next?.length ? [h(2, 'Turpmākā gaita'), numbered(i.next)] : []),
      ],
    }),
})
