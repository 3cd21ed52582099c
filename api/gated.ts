import { type DataFault, readData, textMessage } from '../forms/text.ts'
import { type FieldError, LietaError, type Words } from '../platform/errors.ts'

/**
 * Data from outside, cleaned.
 * @throws LietaError `validation`, an error a field
 */
export function gated<T>(given: T): T {
  const { data, faults } = readData(given)
  if (faults.length === 0) return data as T
  throw new LietaError(
    'validation',
    {
      lv: 'Nosūtītajā ir teksts, ko nevar pieņemt. Pārbaudiet norādītos laukus.',
      en: 'What was sent holds text that cannot be taken. Check the fields named.',
    },
    faults.map(fieldError),
  )
}

const OTHER: Partial<Record<DataFault['fault'], Words>> = {
  'too-deep': { lv: 'Dati ir pārāk dziļi ligzdoti.', en: 'The data is nested too deep.' },
  'too-many': { lv: 'Datos ir pārāk daudz vērtību.', en: 'The data holds too many values.' },
  'not-a-number': { lv: 'Skaitlis ir par lielu.', en: 'The number is too large.' },
  'bad-name': { lv: 'Lauka nosaukums nav atļauts.', en: 'The name of the field is not allowed.' },
}

function fieldError({ field, fault }: DataFault): FieldError {
  const message = OTHER[fault] ?? textMessage(fault as Parameters<typeof textMessage>[0])
  return { field, code: fault, message }
}
