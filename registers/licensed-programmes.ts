import { z } from 'zod'
import type { RegisterDef } from './register.ts'

const Entry = z.object({
  institutionName: z.string(),
  institutionRegNo: z.string(),
  programmeName: z.string(),
  programmeCode: z.string(),
  route: z.enum(['model', 'own']),
  form: z.string(),
  duration: z.string(),
  scope: z.string(),
  qualification: z.string().nullable(),
  address: z.string(),
})

const Source = z.object({
  programmeName: z.string(),
  programmeCode: z.string(),
  route: z.enum(['model', 'own']),
  form: z.string(),
  durationMonths: z.coerce.number(),
  scope: z.string(),
  qualification: z.string().optional(),
  siteAddress: z.string(),
})

/** Register of licensed education programmes (VIIS, Licencēto izglītības programmu reģistrs): the entry is the licence. */
export const licensedProgrammes: RegisterDef = {
  id: 'licensed-programmes',
  title: { lv: 'Licencēto izglītības programmu reģistrs', en: 'Register of licensed education programmes' },
  schema: Entry,
  series: 'licence',
  columns: [
    { path: 'programmeName', title: { lv: 'Programma', en: 'Programme' } },
    { path: 'programmeCode', title: { lv: 'Kods', en: 'Code' } },
    { path: 'institutionName', title: { lv: 'Izglītības iestāde', en: 'Institution' } },
    { path: 'address', title: { lv: 'Īstenošanas vieta', en: 'Place of implementation' } },
  ],
  life: {
    orders: {
      enter: { from: [], to: 'active', norm: 'IzglL 39(1)' },
      amend: { from: ['active', 'suspended'], norm: 'MK253', unverified: true },
      // A contested act is suspended from the receipt of the contestation (APL 80(1)), with its exceptions.
      // Suspended already, it may become known until when.
      suspend: { from: ['active', 'suspended'], to: 'suspended', norm: 'APL 80(1)' },
      resume: { from: ['suspended'], to: 'active', norm: 'APL 80(2)' },
      // Substantial breaches in implementation; the ministry's outcome (APL 81(2)).
      annul: { from: ['active', 'suspended'], to: 'annulled', norm: 'IzglL 33(3)' },
      restore: { from: ['annulled'], to: 'active', norm: 'MK253', unverified: true },
      fulfil: { from: ['active', 'suspended'], norm: 'IzglL 36(1)' },
    },
    // A licence is valid without a term; what must begin within a year is its implementation. Whoever does not begin loses
    // it by a decision, and not by itself.
    terms: [
      {
        id: 'start',
        rule: 'MK253.start-programme',
        begins: ['enter'],
        ends: ['fulfil'],
        passing: 'told',
        remind: [60, 14],
      },
    ],
    reminders: { norm: 'practice', unverified: true },
  },
  terms: {
    start: { lv: 'Programmas īstenošana jāuzsāk līdz', en: 'The programme must be started by' },
  },
  states: {
    active: { lv: 'Spēkā', en: 'In force' },
    suspended: { lv: 'Apturēta', en: 'Suspended' },
    annulled: { lv: 'Anulēta', en: 'Annulled' },
  },
  entry(application, institution) {
    const a = Source.parse(application)
    return Entry.parse({
      institutionName: institution.name,
      institutionRegNo: institution.regNo,
      programmeName: a.programmeName,
      programmeCode: a.programmeCode.replace(/\s/g, ''),
      route: a.route,
      form: a.form,
      duration: duration(a.durationMonths),
      scope: a.scope,
      qualification: a.qualification || null,
      address: a.siteAddress,
    })
  },
}

function duration(months: number): string {
  const years = Math.floor(months / 12)
  const rest = months % 12
  return [years > 0 ? `${years} g.` : '', rest > 0 ? `${rest} mēn.` : ''].filter(Boolean).join(' ')
}
