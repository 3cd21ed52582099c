// Reply to a submission (Iesniegumu likums): each question answered on its own, with the conclusion.
import { z } from 'zod'
import { bold, h, numbered, p, paragraphs } from '../blocks.ts'
import { EXAMPLE_ISSUER, headFields, isoDate, letter, normsBlocks, party, words } from '../head.ts'
import { template } from '../template.ts'
import { onDate } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  subject: words(500),
  /** What the letter is, where it answers no submission. */
  heading: words(300).optional(),
  submission: z
    .strictObject({ what: words(500), receivedOn: isoDate, number: words(100).optional() })
    .optional(),
  intro: words(10_000).optional(),
  answers: z
    .array(z.strictObject({ question: words(5000), answer: words() }))
    .min(1)
    .max(100),
  conclusion: words(10_000).optional(),
  norms: z.array(words(500)).max(100).optional(),
  /** How the reply may be contested, when it may. */
  contest: words(2000).optional(),
})

export const reply = template({
  title: { lv: 'Atbilde uz iesniegumu', en: 'Reply to a submission' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-03-18',
    number: '1-11/2026/231',
    caseNumber: 'IES-2026-000310',
    addressee: { name: 'Pēteris Paraugs', address: 'Lauku iela 3, Parauga, LV-0000' },
    subject: 'Par mācību sasniegumu vērtēšanu',
    submission: {
      what: 'iesniegums par vērtēšanas kārtību 8. klasē',
      receivedOn: '2026-03-05',
      number: 'S-2026-000140',
    },
    answers: [
      {
        question: 'Vai skola drīkst nelabot vērtējumu pēc pārbaudes darba pārrakstīšanas?',
        answer:
          'Vērtēšanas kārtību nosaka iestādes iekšējie noteikumi. Tajos jābūt paredzētai iespējai uzlabot vērtējumu un kārtībai, kā to dara.',
      },
      {
        question: 'Kas to pārbauda?',
        answer: 'Dienests pārbaudīja skolas noteikumus; tie paredz vērtējuma uzlabošanu divu nedēļu laikā.',
      },
    ],
    conclusion: 'Pārkāpums nav konstatēts. Skolai ieteikts noteikumus publicēt tīmekļvietnē.',
    norms: ['Iesniegumu likuma 5. panta trešā daļa'],
    signatory: { post: 'Uzraudzības departamenta direktore', name: 'Līga Paraugkalna' },
    eSigned: true,
  },
  compose: (i) =>
    letter(i, {
      title: i.heading ?? 'Atbilde uz iesniegumu',
      subject: i.subject,
      body: [
        ...(i.submission
          ? [
              p(
                `Izskatīts: ${i.submission.what}${i.submission.number ? `, Nr.\u00a0${i.submission.number}` : ''} (saņemts ${onDate(i.submission.receivedOn)}).`,
              ),
            ]
          : []),
        ...(i.intro ? paragraphs(i.intro) : []),
        numbered(i.answers.map((a) => ({ text: [bold(a.question)], sub: paragraphs(a.answer) }))),
        ...(i.conclusion ? [h(2, 'Secinājums'), ...paragraphs(i.conclusion)] : []),
        ...normsBlocks(i.norms ?? [], 'Tiesību normas'),
        ...(i.contest ? [h(2, 'Apstrīdēšana'), ...paragraphs(i.contest)] : []),
      ],
    }),
})
