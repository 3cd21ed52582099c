import { z } from 'zod'
import type { AFTERLIFE } from '../../../procedures/words/afterlife.ts'
import { day, line, prose } from '../../fields.ts'
import type { Option, Words } from '../../form.ts'
import { type ActField, actsOf } from '../act.ts'
import { about, decisionId } from './about.ts'

/**
 * Contestation and its outcome at the ministry (APL 76–82), the court (184–189), corrections (72), explanation (73).
 * @param otherAct what the ministry does when it issues a different act
 * @param ofEntry what the entry that a decision makes says and a correction may touch: fields of its register, with their names
 */
export const afterlifeActs = (otherAct: Words, ofEntry: readonly Option[] = []) =>
  actsOf<typeof AFTERLIFE>({
    'contest.submit': {
      title: { lv: 'Apstrīdēt lēmumu', en: 'Contest the decision' },
      explain: {
        lv: 'Iesniegumu nosūtīs Izglītības un zinātnes ministrijai. Nelabvēlīga lēmuma darbība no saņemšanas dienas ir apturēta (APL 80. pants). Ja mēneša termiņš ir beidzies, lūdziet to atjaunot un pievienojiet iemeslu; pēc trim gadiem lēmumu apstrīdēt vairs nevar.',
        en: 'The submission goes to the Ministry of Education and Science. From its receipt an unfavourable decision is suspended (APL 80). If the month is over, ask for the term to be restored and say why; after three years a decision can be contested no more.',
      },
      tone: 'warning',
      place: 'other',
      how: {
        lv: 'Apstrīdēšanas iesniegumu iesniedz šeit; dienests to nosūta Izglītības un zinātnes ministrijai.',
        en: 'Contest it here; the Service forwards the submission to the Ministry of Education and Science.',
      },
      fields: [
        {
          name: 'extent',
          label: { lv: 'Kādā apjomā lēmumu apstrīdat?', en: 'To what extent do you contest it?' },
          widget: 'textarea',
          rows: 3,
        },
        {
          name: 'request',
          label: { lv: 'Ko lūdzat un kāpēc?', en: 'What do you ask for, and why?' },
          widget: 'textarea',
          rows: 8,
        },
        {
          name: 'restore',
          label: {
            lv: 'Ja termiņš nokavēts: kāpēc lūdzat to atjaunot? (nav obligāti)',
            en: 'If the term is over: why do you ask for it to be restored? (optional)',
          },
          hint: {
            lv: 'Par to lemj ministrija (APL 46., 76. pants).',
            en: 'The ministry decides on it (APL 46, 76).',
          },
          widget: 'textarea',
          rows: 3,
        },
        {
          name: 'learnedOn',
          label: {
            lv: 'Ja lietā neesat bijis pieaicināts: kad uzzinājāt par lēmumu?',
            en: 'If you were not invited to the case: when did you learn of the decision?',
          },
          hint: {
            lv: 'Mēnesi skaita no šīs dienas, bet ne ilgāk kā gadu no lēmuma spēkā stāšanās (APL 79. panta otrā daļa).',
            en: 'The month counts from that day, at most a year from the entry into force (APL 79(2)).',
          },
          widget: 'date',
        },
      ],
      schema: (context) =>
        z
          .object({
            extent: prose(3000),
            request: prose(20_000),
            restore: prose(3000).or(z.literal('')).optional(),
            learnedOn: day
              .refine((d) => d <= context.today, 'date-future')
              .or(z.literal(''))
              .optional(),
            decisionId,
          })
          .strict(),
      facts: (p) => ({ ...about(p), ...(p.learnedOn ? { learnedOn: p.learnedOn as string } : {}) }),
      done: { lv: 'Lēmums apstrīdēts', en: 'Decision contested' },
      reread: 5,
      before: true,
    },
    'contest.withdraw': {
      title: { lv: 'Atsaukt apstrīdēšanas iesniegumu', en: 'Withdraw the contestation' },
      explain: {
        lv: 'Iesniegumu var atsaukt, kamēr ministrija nav pieņēmusi lēmumu (APL 78. panta trešā daļa). Ministrijai par to paziņos.',
        en: 'It may be withdrawn until the ministry has decided (APL 78(3)). The ministry is told.',
      },
      tone: 'warning',
      place: 'other',
      how: {
        lv: 'Apstrīdēšanas iesniegumu var atsaukt, kamēr ministrija nav lēmusi.',
        en: 'The contestation may be withdrawn until the ministry has decided.',
      },
      fields: [
        {
          name: 'reason',
          label: { lv: 'Iemesls (nav obligāti)', en: 'Reason (optional)' },
          widget: 'textarea',
          rows: 3,
        },
      ],
      schema: () => z.object({ reason: prose(2000).or(z.literal('')).optional(), decisionId }).strict(),
      facts: about,
      done: { lv: 'Apstrīdēšanas iesniegums atsaukts', en: 'Contestation withdrawn' },
    },
    'contest.outcome': {
      title: { lv: 'Reģistrēt ministrijas lēmumu', en: "Record the ministry's decision" },
      tone: 'primary',
      fields: [
        {
          name: 'outcome',
          label: { lv: 'Ministrijas lēmums (APL 81. pants)', en: "The ministry's decision (APL 81)" },
          widget: 'radios',
          options: [
            { value: 'unchanged', label: { lv: 'Atstāt negrozītu', en: 'Leave unchanged' } },
            { value: 'revoked', label: { lv: 'Atcelt', en: 'Revoke' } },
            { value: 'revoked-partly', label: { lv: 'Atcelt daļā', en: 'Revoke in part' } },
            {
              value: 'other-act',
              label: {
                lv: `Izdot satura ziņā citādu aktu (${otherAct.lv})`,
                en: `Issue a different act (${otherAct.en})`,
              },
            },
            {
              value: 'unlawful-stated',
              label: {
                lv: 'Konstatēt, ka lēmums, kurš vairs nav spēkā, bija tiesisks vai prettiesisks',
                en: 'State whether the decision, no longer in force, was lawful',
              },
            },
            {
              value: 'not-examined',
              label: {
                lv: 'Atteikt izskatīt: nokavēts un termiņš nav atjaunots (APL 79. panta trešā daļa)',
                en: 'Refuse to examine: late, and the term was not restored (APL 79(3))',
              },
            },
          ],
        },
        { name: 'number', label: { lv: 'Lēmuma numurs', en: 'Number of the decision' }, widget: 'text' },
        { name: 'date', label: { lv: 'Lēmuma datums', en: 'Date of the decision' }, widget: 'date' },
        {
          name: 'inForceFrom',
          label: {
            lv: 'Kurā dienā ministrijas lēmums stājās spēkā (ja zināms)',
            en: "Day on which the ministry's decision came into force (if known)",
          },
          hint: {
            lv: 'No tās skaita mēnesi pieteikumam tiesā. Ja nav zināma, pieņem, ka lēmums nosūtīts e-adresē tā datumā.',
            en: 'The month to apply to the court counts from it. If unknown, the decision is taken as sent to the e-address on its date.',
          },
          widget: 'date',
        },
        { name: 'summary', label: { lv: 'Būtība', en: 'Substance' }, widget: 'textarea', rows: 4 },
      ],
      schema: (context) =>
        z
          .object({
            outcome: z.enum([
              'unchanged',
              'revoked',
              'revoked-partly',
              'other-act',
              'unlawful-stated',
              'not-examined',
            ]),
            number: line(60),
            date: day.refine((d) => d <= context.today, 'date-future'),
            inForceFrom: day.or(z.literal('')).optional(),
            summary: prose(5000),
            decisionId,
          })
          .strict()
          .refine((p) => !p.inForceFrom || p.inForceFrom >= p.date, {
            path: ['inForceFrom'],
            error: 'before-first',
          }),
      facts: (p) => ({
        outcome: p.outcome as string,
        date: p.date as string,
        ...(p.inForceFrom ? { inForceFrom: p.inForceFrom as string } : {}),
        ...about(p),
      }),
      done: { lv: 'Reģistrēts ministrijas lēmums', en: "Ministry's decision recorded" },
      reread: 6,
    },
    'court.file': {
      title: { lv: 'Reģistrēt pieteikumu tiesā', en: 'Record the application to the court' },
      explain: {
        lv: 'Pieteikums aptur lēmuma darbību, izņemot APL 185. panta ceturtajā daļā minētos gadījumus; to nosaka sistēma.',
        en: 'It suspends the decision but for the cases of APL 185(4), which the system tells.',
      },
      tone: 'secondary',
      fields: [
        {
          name: 'filedOn',
          label: { lv: 'Kad pieteikums saņemts tiesā', en: 'Day of receipt at the court' },
          widget: 'date',
        },
        {
          name: 'number',
          label: { lv: 'Tiesas lietas numurs', en: 'Number of the court case' },
          widget: 'text',
        },
        {
          name: 'by',
          label: { lv: 'Kas vērsies tiesā?', en: 'Who applied to the court?' },
          widget: 'radios',
          initial: 'addressee',
          options: [
            { value: 'addressee', label: { lv: 'Lēmuma adresāts', en: 'The addressee of the decision' } },
            { value: 'other', label: { lv: 'Cita persona', en: 'Somebody else' } },
          ],
        },
      ],
      schema: (context) =>
        z
          .object({
            filedOn: day.refine((d) => d <= context.today, 'date-future'),
            number: line(60),
            by: z.enum(['addressee', 'other']).optional(),
            decisionId,
          })
          .strict(),
      facts: (p) => ({
        filedOn: p.filedOn as string,
        ...(p.by === 'other' ? { by: 'other' } : {}),
        ...about(p),
      }),
      done: { lv: 'Reģistrēts pieteikums tiesā', en: 'Application to the court recorded' },
      reread: 10,
    },
    'court.outcome': {
      title: { lv: 'Reģistrēt tiesas nolēmumu', en: 'Record the judgment' },
      tone: 'primary',
      fields: [
        {
          name: 'outcome',
          label: { lv: 'Tiesas nolēmums', en: 'Judgment' },
          widget: 'radios',
          options: [
            { value: 'rejected', label: { lv: 'Pieteikums noraidīts', en: 'Application dismissed' } },
            { value: 'annulled', label: { lv: 'Lēmums atcelts', en: 'Decision annulled' } },
            {
              value: 'annulled-partly',
              label: { lv: 'Lēmums atcelts daļā', en: 'Decision annulled in part' },
            },
            { value: 'terminated', label: { lv: 'Tiesvedība izbeigta', en: 'Proceedings terminated' } },
          ],
        },
        { name: 'number', label: { lv: 'Nolēmuma numurs', en: 'Number of the judgment' }, widget: 'text' },
        {
          name: 'inForceFrom',
          label: { lv: 'Kurā dienā tas stājās spēkā', en: 'Day on which it came into force' },
          widget: 'date',
        },
        { name: 'summary', label: { lv: 'Būtība', en: 'Substance' }, widget: 'textarea', rows: 4 },
      ],
      schema: (context) =>
        z
          .object({
            outcome: z.enum(['rejected', 'annulled', 'annulled-partly', 'terminated']),
            number: line(60),
            inForceFrom: day.refine((d) => d <= context.today, 'date-future'),
            summary: prose(5000),
            decisionId,
          })
          .strict(),
      facts: (p) => ({
        outcome: p.outcome as string,
        inForceFrom: p.inForceFrom as string,
        number: p.number as string,
        ...about(p),
      }),
      done: { lv: 'Reģistrēts tiesas nolēmums', en: 'Judgment recorded' },
      reread: 11,
    },
    'decision.correct': {
      title: { lv: 'Labot kļūdu lēmumā', en: 'Correct an error in the decision' },
      explain: {
        lv: 'Kļūdas, kas nemaina lēmuma būtību (APL 72. pants). Adresātam nosūta labojumu; ja tas skar normas, lemjošo daļu vai norādi par apstrīdēšanu, lēmumu paziņo no jauna un apstrīdēšanas termiņš sākas no jauna.',
        en: 'Errors that do not change the substance (APL 72). The addressee is sent the correction; if it touches norms, operative part or appeal note, the decision is served anew and the term to contest begins again.',
      },
      tone: 'secondary',
      fields: [
        {
          name: 'where',
          label: { lv: 'Ko labojums skar?', en: 'What does it touch?' },
          widget: 'radios',
          options: [
            { value: 'text', label: { lv: 'Citu lēmuma tekstu', en: 'Other text of the decision' } },
            { value: 'norms', label: { lv: 'Piemērotās tiesību normas', en: 'Norms applied' } },
            { value: 'operative', label: { lv: 'Lemjošo daļu', en: 'Operative part' } },
            { value: 'appeal-note', label: { lv: 'Norādi par apstrīdēšanu', en: 'Appeal note' } },
          ],
        },
        {
          name: 'was',
          label: { lv: 'Kļūdainais teksts', en: 'The wrong text' },
          widget: 'textarea',
          rows: 2,
        },
        {
          name: 'becomes',
          label: { lv: 'Pareizais teksts', en: 'The right text' },
          widget: 'textarea',
          rows: 2,
        },
        ...(ofEntry.length === 0 ? [] : entryFields(ofEntry)),
      ],
      schema: () =>
        z
          .object({
            where: z.enum(['text', 'norms', 'operative', 'appeal-note']),
            was: prose(2000),
            becomes: prose(2000),
            entryField: z.enum(['', ...ofEntry.map((o) => o.value)]).optional(),
            entryValue: line(500).or(z.literal('')).optional(),
            decisionId,
          })
          .strict()
          .superRefine(({ entryField, entryValue }, context) => {
            if (Boolean(entryField) !== Boolean(entryValue))
              context.addIssue({
                code: 'custom',
                message: 'required',
                path: [entryField ? 'entryValue' : 'entryField'],
              })
          }),
      facts: (p) => ({ renewed: p.where !== 'text', ...(p.entryField ? { entry: true } : {}), ...about(p) }),
      done: { lv: 'Lēmumā labota kļūda', en: 'Error in the decision corrected' },
      reread: 9,
    },
    'decision.ask': {
      title: { lv: 'Lūgt izskaidrot lēmumu vai labot kļūdu', en: 'Ask for an explanation or a correction' },
      explain: {
        lv: 'Dienests izskaidro, ko lēmums Jums uzliek (APL 73. pants), vai izlabo kļūdu, kas nemaina tā būtību (72. pants). Termiņi no tā nemainās.',
        en: 'The Service explains what the decision asks of you (APL 73), or corrects an error that does not change its substance (72). No term changes by it.',
      },
      tone: 'secondary',
      place: 'other',
      how: {
        lv: 'Ja lēmumā kaut kas nav skaidrs vai ir kļūda, jautājiet šeit.',
        en: 'If something in the decision is unclear or wrong, ask here.',
      },
      fields: [
        {
          name: 'what',
          label: { lv: 'Ko lūdzat?', en: 'What do you ask for?' },
          widget: 'radios',
          options: [
            { value: 'explain', label: { lv: 'Izskaidrot', en: 'An explanation' } },
            { value: 'correct', label: { lv: 'Labot kļūdu', en: 'The correction of an error' } },
          ],
        },
        {
          name: 'text',
          label: { lv: 'Jautājums vai kļūda', en: 'Question or error' },
          widget: 'textarea',
          rows: 4,
        },
      ],
      schema: () =>
        z.object({ what: z.enum(['explain', 'correct']), text: prose(3000), decisionId }).strict(),
      facts: about,
      done: { lv: 'Lūgts izskaidrot vai labot lēmumu', en: 'Explanation or correction asked for' },
      reread: 12,
      before: true,
    },
    'decision.explain': {
      title: { lv: 'Izskaidrot lēmumu', en: 'Explain the decision' },
      explain: {
        lv: 'Adresātam nosūta izskaidrojumu; ja lūgta kļūdas labošana, kurai nav pamata, atbildē to paskaidro.',
        en: 'The addressee is sent the explanation; where a correction was asked for without ground, the answer says so.',
      },
      tone: 'secondary',
      fields: [
        { name: 'text', label: { lv: 'Izskaidrojums', en: 'Explanation' }, widget: 'textarea', rows: 8 },
      ],
      schema: () => z.object({ text: prose(10_000), decisionId }).strict(),
      facts: about,
      done: { lv: 'Lēmums izskaidrots', en: 'Decision explained' },
      reread: 13,
    },
  })

/** What the entry of a register says is corrected with the decision, where it says the same wrongly. */
function entryFields(ofEntry: readonly Option[]): ActField[] {
  return [
    {
      name: 'entryField',
      label: {
        lv: 'Vai kļūda ir arī reģistra ierakstā?',
        en: 'Is the error in the entry of the register too?',
      },
      widget: 'radios',
      options: [{ value: '', label: { lv: 'Nav', en: 'No' } }, ...ofEntry],
      initial: '',
    },
    {
      name: 'entryValue',
      label: { lv: 'Kā jābūt reģistrā', en: 'What the register should say' },
      hint: { lv: 'Tikai tad, ja kļūda ir arī ierakstā.', en: 'Only where the entry is wrong too.' },
      widget: 'text',
    },
  ]
}
