import { z } from 'zod'
import { CONFLICT_GROUNDS, type ConflictGround } from '../../../law/conflicts.ts'
import type { REPLACEMENT } from '../../../procedures/words/replacement.ts'
import { line, prose } from '../../fields.ts'
import { actsOf, noFacts } from '../act.ts'

const GROUNDS = Object.keys(CONFLICT_GROUNDS) as [ConflictGround, ...ConflictGround[]]

/** A party's request to replace an official, and what the institution decides (APL 37(2)). */
export const replacementActs = actsOf<typeof REPLACEMENT>({
  'replacement.ask': {
    title: { lv: 'Lūgt nomainīt amatpersonu', en: 'Ask for an official to be replaced' },
    explain: {
      lv: 'Ja amatpersonai šajā lietā ir interešu konflikts vai par tās objektivitāti ir pamatotas šaubas, varat lūgt to nomainīt. Lēmumu pieņem septiņu dienu laikā; lieta tikmēr turpinās (APL 37. pants).',
      en: 'If an official has a conflict of interest in this case, or there are justified doubts about their objectivity, you may ask for somebody else. It is decided within seven days; the case goes on meanwhile (APL 37).',
    },
    tone: 'secondary',
    place: 'other',
    how: {
      lv: 'Ja amatpersonai ir interešu konflikts vai par tās objektivitāti ir pamatotas šaubas.',
      en: 'If an official has a conflict of interest, or there are justified doubts about their objectivity.',
    },
    fields: [
      {
        name: 'official',
        label: { lv: 'Kuru amatpersonu lūdzat nomainīt?', en: 'Which official is to be replaced?' },
        hint: {
          lv: 'Vārds vai amats, kā to zināt, piemēram, no vēstules.',
          en: 'Name or post, as you know it, for example from a letter.',
        },
        widget: 'text',
      },
      {
        name: 'reason',
        label: { lv: 'Kāpēc?', en: 'Why?' },
        hint: { lv: 'Lūgums ir jāpamato.', en: 'A request must give its reasons.' },
        widget: 'textarea',
        rows: 6,
      },
    ],
    schema: () => z.object({ official: line(200), reason: prose(5000) }).strict(),
    facts: noFacts,
    done: { lv: 'Lūgts nomainīt amatpersonu', en: 'Replacement of an official asked for' },
  },
  'replacement.decide': {
    title: { lv: 'Izlemt lūgumu nomainīt amatpersonu', en: 'Decide on replacing an official' },
    explain: {
      lv: 'Ja lūgumu apmierina, amatpersona lietā vairs nerīkojas, un tās darbs atgriežas rindā. Par lēmumu lūdzējam paziņo vēstulē; atteikumu septiņu dienu laikā var apstrīdēt (APL 37. panta otrā daļa).',
      en: 'If it is granted, the official does nothing in the case any more, and the work goes back to the queue. Whoever asked is told by letter; a refusal may be contested within seven days (APL 37(2)).',
    },
    tone: 'primary',
    fields: [
      { name: 'request', label: { lv: 'Lūgums', en: 'Request' }, widget: 'radios', from: 'requests' },
      {
        name: 'outcome',
        label: { lv: 'Lēmums', en: 'Decision' },
        widget: 'radios',
        options: [
          { value: 'upheld', label: { lv: 'Amatpersonu nomainīt', en: 'Replace the official' } },
          { value: 'refused', label: { lv: 'Lūgumu noraidīt', en: 'Refuse the request' } },
        ],
      },
      {
        name: 'official',
        label: { lv: 'Par kuru amatpersonu ir lūgums', en: 'Whom it is about' },
        hint: {
          lv: 'Jānorāda, ja amatpersonu nomaina. Par lūgumu, kas attiecas uz jums, lemj cits.',
          en: 'Needed if the official is replaced. Of a request about you, somebody else decides.',
        },
        widget: 'radios',
        from: 'officials',
      },
      {
        name: 'ground',
        label: { lv: 'Pamats, ja amatpersonu nomaina', en: 'Ground, if the official is replaced' },
        widget: 'radios',
        options: GROUNDS.map((value) => ({ value, label: CONFLICT_GROUNDS[value].title })),
      },
      {
        name: 'reason',
        label: { lv: 'Pamatojums', en: 'Reasons' },
        hint: { lv: 'To lasīs lūdzējs.', en: 'Whoever asked will read it.' },
        widget: 'textarea',
        rows: 6,
      },
    ],
    schema: () =>
      z
        .object({
          request: z.string().regex(/^\d{1,6}$/, 'request-missing'),
          outcome: z.enum(['upheld', 'refused']),
          official: z.uuid().optional(),
          ground: z.enum(GROUNDS).optional(),
          reason: prose(5000),
        })
        .strict()
        .refine((p) => p.outcome === 'refused' || p.official, {
          path: ['official'],
          error: 'official-missing',
        })
        .refine((p) => p.outcome === 'refused' || p.ground, { path: ['ground'], error: 'ground-missing' }),
    facts: (p) => ({
      request: p.request as string,
      outcome: p.outcome as string,
      official: (p.official as string | undefined) ?? null,
      ground: (p.ground as string | undefined) ?? null,
    }),
    done: { lv: 'Izlemts lūgums nomainīt amatpersonu', en: 'Replacement of an official decided' },
  },
})
