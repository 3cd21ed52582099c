import { dayOf } from '../../law/time.ts'
import { registerById } from '../../registers/all.ts'
import { applicationOf, head, type LetterContext, type LetterDraft, matterOf } from './context.ts'

/** The duplicate: what the register says, in the form of the certificate. */
export function duplicate(c: LetterContext): LetterDraft {
  const original = c.payload as {
    register: string
    entryNo: string
    data: Record<string, unknown>
    since: string
    decision: string | null
  }
  const register = registerById(original.register)
  const { name, regNo, legalAddress: address } = c.party
  return {
    template: 'certificate',
    title: { lv: 'Dublikāts', en: 'Duplicate' },
    input: {
      ...head(c, false),
      heading: 'Dublikāts',
      holder: { name, regNo, address },
      statement: `ir ieraksta Nr. ${original.entryNo} turētājs reģistrā „${register.title.lv}”.`,
      details: register.columns.map(({ path, title }) => ({
        label: title.lv,
        value: String(original.data[path] ?? ''),
      })),
      valid: { from: dayOf(original.since) },
      basis: original.decision ? `Lēmums Nr. ${original.decision}` : `Ieraksts Nr. ${original.entryNo}`,
    },
  }
}

/** That there is nothing to make a duplicate of, and why. */
export function noDuplicate(c: LetterContext): LetterDraft {
  return {
    template: 'reply',
    title: { lv: 'Atbilde uz dublikāta pieprasījumu', en: 'Reply to the request for a duplicate' },
    input: {
      ...head(c, true),
      subject: `Par ${matterOf(c)}`,
      submission: applicationOf(c),
      answers: [
        {
          question: 'Vai dublikātu var izsniegt?',
          answer: `Dublikātu izsniegt nevar. ${String(c.payload.reason)}`,
        },
      ],
    },
  }
}
