import { z } from 'zod'
import { parseProgrammeCode } from '../law/identifiers/programme.ts'
import { day, files, line } from './fields.ts'
import type { FormData, FormDef } from './form.ts'
import { SIGNATURE_PAGE, withSignature } from './signed-application.ts'

/** Whether the code is that of a vocational programme, as far as it can be read. */
function isVocational(data: FormData): boolean {
  const parsed = parseProgrammeCode(String(data.programmeCode ?? ''))
  return parsed.ok && parsed.value.family === 'vocational'
}

const own = (data: FormData): boolean => data.route === 'own'

/**
 * Application for the licence of a general or vocational education programme: MK 253, p. 4.
 * A model programme needs its lesson plan only; an own programme comes with the programme and the founder's approval.
 */
export const licensingForm: FormDef = {
  id: 'licensing',
  version: 1,
  title: { lv: 'Izglītības programmas licencēšana', en: 'Licensing of an education programme' },
  signature: 'sign-in',
  subject: (data) =>
    `${String(data.programmeName ?? '')} (${String(data.programmeCode ?? '').replace(/\s/g, '')})`,
  schema: (context) =>
    withSignature(
      z.object({
        route: z.enum(['model', 'own']),
        programmeCode: line(20).refine((s) => parseProgrammeCode(s).ok, 'programme-code'),
        programmeName: line(200),
        scope: line(100),
        durationMonths: z.coerce.number().int().min(1).max(144),
        form: z.enum(['full-time', 'part-time', 'distance']),
        qualification: line(200).optional(),
        specialisation: line(200).optional(),
        siteAddress: line(300).refine((s) => context.sites.includes(s), 'site-unknown'),
        plannedStart: day.refine((d) => d > context.today, 'date-past'),
        founderApprovalDate: day.refine((d) => d <= context.today, 'date-future'),
        founderApprovalNumber: line(60),
        bodyApprovals: line(500).optional(),
        lessonPlan: files,
        programmeFile: files.optional(),
        founderApprovalFile: files.optional(),
        declaration: z.literal(true, { error: 'declare' }),
      }),
      context,
    )
      // Checked even while other answers are still wrong, so that everything is told at once.
      .refine((d) => !isVocational(d) || Boolean(d.qualification), {
        path: ['qualification'],
        error: 'qualification-missing',
        when: () => true,
      })
      .refine((d) => !own(d) || Boolean(d.programmeFile), {
        path: ['programmeFile'],
        error: 'file-missing',
        when: () => true,
      })
      .refine((d) => !own(d) || Boolean(d.founderApprovalFile), {
        path: ['founderApprovalFile'],
        error: 'file-missing',
        when: () => true,
      }),
  pages: [
    {
      id: 'programme',
      title: { lv: 'Programma', en: 'Programme' },
      fields: [
        {
          name: 'route',
          label: { lv: 'Kāda programma tiek licencēta?', en: 'What kind of programme is to be licensed?' },
          norm: { act: 'MK253', article: 'p. 4' },
          widget: 'radios',
          options: [
            {
              value: 'model',
              label: { lv: 'Paraugprogramma', en: 'Model programme' },
              hint: {
                lv: 'Īstenosiet valsts izstrādātu paraugu. Jāpievieno tikai mācību plāns.',
                en: 'You will implement a model made by the state. Only the lesson plan is needed.',
              },
            },
            {
              value: 'own',
              label: { lv: 'Iestādes izstrādāta programma', en: 'Programme of the institution' },
              hint: {
                lv: 'Jāpievieno programma, mācību plāns un dibinātāja saskaņojums.',
                en: "The programme, the lesson plan and the founder's approval are needed.",
              },
            },
          ],
        },
        {
          name: 'programmeCode',
          label: { lv: 'Programmas kods', en: 'Programme code' },
          hint: {
            lv: 'Kods Latvijas izglītības klasifikācijā, piemēram, 21011111 vai 33 484 01 1.',
            en: 'The code of the Latvian education classification, for example 21011111 or 33 484 01 1.',
          },
          norm: { act: 'MK253', article: 'p. 4.2' },
          widget: 'text',
        },
        {
          name: 'programmeName',
          label: { lv: 'Programmas nosaukums', en: 'Name of the programme' },
          norm: { act: 'MK253', article: 'p. 4.2' },
          widget: 'text',
        },
      ],
    },
    {
      id: 'content',
      title: { lv: 'Apjoms un ilgums', en: 'Scope and duration' },
      fields: [
        {
          name: 'scope',
          label: { lv: 'Programmas apjoms', en: 'Scope of the programme' },
          hint: {
            lv: 'Stundās vai kredītpunktos, piemēram, 5600 stundas.',
            en: 'In hours or credit points, for example 5600 hours.',
          },
          norm: { act: 'MK253', article: 'p. 4.3' },
          widget: 'text',
        },
        {
          name: 'durationMonths',
          label: { lv: 'Īstenošanas ilgums', en: 'Duration' },
          hint: {
            lv: 'Pilnos mēnešos; trīs gadi ir 36 mēneši.',
            en: 'In full months; three years are 36 months.',
          },
          norm: { act: 'MK253', article: 'p. 4.3' },
          widget: 'number',
          suffix: { lv: 'mēneši', en: 'months' },
        },
        {
          name: 'form',
          label: { lv: 'Īstenošanas forma', en: 'Form of implementation' },
          norm: { act: 'MK253', article: 'p. 4.3' },
          widget: 'radios',
          options: [
            { value: 'full-time', label: { lv: 'Klātiene', en: 'Full-time' } },
            { value: 'part-time', label: { lv: 'Neklātiene', en: 'Part-time' } },
            { value: 'distance', label: { lv: 'Tālmācība', en: 'Distance learning' } },
          ],
        },
        {
          name: 'qualification',
          label: { lv: 'Profesionālā kvalifikācija', en: 'Professional qualification' },
          hint: {
            lv: 'Kvalifikācija, ko iegūst, apgūstot programmu, piemēram, Programmēšanas tehniķis.',
            en: 'The qualification that the programme leads to, for example Programming technician.',
          },
          norm: { act: 'MK253', article: 'p. 4.4' },
          widget: 'text',
          when: isVocational,
        },
        {
          name: 'specialisation',
          label: { lv: 'Specializācija (ja ir)', en: 'Specialisation (if any)' },
          norm: { act: 'MK253', article: 'p. 4.4' },
          widget: 'text',
          when: isVocational,
        },
      ],
    },
    {
      id: 'place',
      title: { lv: 'Vieta un sākums', en: 'Place and start' },
      fields: [
        {
          name: 'siteAddress',
          label: { lv: 'Īstenošanas vieta', en: 'Place of implementation' },
          hint: {
            lv: 'Iestādes adreses, kas ir izglītības iestāžu reģistrā.',
            en: 'The addresses of the institution that stand in the register of institutions.',
          },
          norm: { act: 'MK253', article: 'p. 4.5' },
          widget: 'radios',
          options: 'institution-sites',
        },
        {
          name: 'plannedStart',
          label: { lv: 'Plānotais sākums', en: 'Planned start' },
          hint: {
            lv: 'Izglītojamos drīkst uzņemt tikai pēc licencēšanas.',
            en: 'Pupils may be admitted only after licensing.',
          },
          norm: { act: 'MK253', article: 'p. 3' },
          widget: 'date',
        },
      ],
    },
    {
      id: 'approval',
      title: { lv: 'Dibinātāja saskaņojums', en: "Founder's approval" },
      fields: [
        {
          name: 'founderApprovalDate',
          label: { lv: 'Saskaņojuma datums', en: 'Date of approval' },
          norm: { act: 'MK253', article: 'p. 4.6' },
          widget: 'date',
        },
        {
          name: 'founderApprovalNumber',
          label: { lv: 'Saskaņojuma numurs', en: 'Number of the approval' },
          norm: { act: 'MK253', article: 'p. 4.6' },
          widget: 'text',
        },
        {
          name: 'bodyApprovals',
          label: {
            lv: 'Citu institūciju saskaņojumi (ja vajadzīgi)',
            en: 'Approvals by other bodies (if needed)',
          },
          hint: {
            lv: 'Piemēram, Latvijas Nacionālais kultūras centrs mūzikas, mākslas un dejas programmām.',
            en: 'For example the Latvian National Centre for Culture for music, art and dance.',
          },
          norm: { act: 'MK253', article: 'p. 6' },
          widget: 'text',
        },
      ],
    },
    {
      id: 'attachments',
      title: { lv: 'Pielikumi', en: 'Attachments' },
      intro: {
        lv: 'Datnes PDF, DOCX, XLSX, EDOC vai ASICE formātā, katra līdz 50 MB.',
        en: 'Files as PDF, DOCX, XLSX, EDOC or ASICE, up to 50 MB each.',
      },
      fields: [
        {
          name: 'lessonPlan',
          label: { lv: 'Mācību plāns', en: 'Lesson plan' },
          norm: { act: 'MK253', article: 'p. 4' },
          widget: 'file',
        },
        {
          name: 'programmeFile',
          label: { lv: 'Izglītības programma', en: 'Education programme' },
          norm: { act: 'MK253', article: 'p. 4' },
          widget: 'file',
          when: own,
        },
        {
          name: 'founderApprovalFile',
          label: { lv: 'Dibinātāja saskaņojums', en: "Founder's approval" },
          norm: { act: 'MK253', article: 'p. 4.6' },
          widget: 'file',
          when: own,
        },
      ],
    },
    {
      id: 'declaration',
      title: { lv: 'Apliecinājums', en: 'Declaration' },
      fields: [
        {
          name: 'declaration',
          label: {
            lv: 'Apliecinu, ka norādītās ziņas ir patiesas un iestādei ir programmas īstenošanai vajadzīgā materiālā bāze un pedagogi.',
            en: 'I confirm that the information is true and that the institution has the premises, means and teachers that the programme needs.',
          },
          widget: 'checkbox',
        },
      ],
    },
    SIGNATURE_PAGE,
  ],
}
