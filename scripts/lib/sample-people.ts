import type { UnitId } from '../../procedures/units.ts'

/** What a sample person may do; the same words as in the permission table. */
export type SampleRole =
  | 'applicant'
  | 'inspector'
  | 'reviewer'
  | 'director'
  | 'supervisor'
  | 'auditor'
  | 'developer'

export interface SamplePerson {
  /** The subject that the local sign-in gives out. */
  id: string
  givenName: string
  familyName: string
  email: string
  /** Synthetic: the 32… series carries no birth date, and this block is not issued. */
  personalCode: string
  role: SampleRole
  /** In Latvian, as the sign-in page shows it. */
  title: string
  /** Signs in at a level that does not stand for a signature. */
  lowAssurance?: true
  /** Registration number of the synthetic institution that an applicant speaks for. */
  institution?: { registrationNumber: string; name: string; host: string }
  /** The unit in which the role is held; left out: the whole house. */
  unit?: UnitId
}

const PRIEZUKALNS = {
  registrationNumber: '90000000011',
  name: 'Priežukalna vidusskola',
  host: 'priezukalns',
}
const DAUGAVA = { registrationNumber: '90000000022', name: 'Daugavas tehnikums', host: 'daugava' }
const ABOLKALNS = { registrationNumber: '90000000033', name: 'Ābolkalna pamatskola', host: 'abolkalns' }
const VEJUPE = { registrationNumber: '90000000044', name: 'Vējupes tehnikums', host: 'vejupe' }
const SAULSTARI = {
  registrationNumber: '90000000055',
  name: 'Saulstaru pirmsskola',
  host: 'saulstari',
}

/** Synthetic people: the seed writes them, the local sign-in offers them, `npm start` prints them. */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  person(
    'baiba-kalnina',
    'Baiba',
    'Kalniņa',
    '11',
    'applicant',
    'direktore, Priežukalna vidusskola',
    PRIEZUKALNS,
  ),
  {
    ...person(
      'liga-egle',
      'Līga',
      'Egle',
      '21',
      'applicant',
      'direktores vietniece, Priežukalna vidusskola; bez drošas identifikācijas',
      PRIEZUKALNS,
    ),
    lowAssurance: true,
  },
  person('janis-ozols', 'Jānis', 'Ozols', '22', 'applicant', 'direktors, Daugavas tehnikums', DAUGAVA),
  person('rasa-zalite', 'Rasa', 'Zālīte', '24', 'applicant', 'direktore, Ābolkalna pamatskola', ABOLKALNS),
  person('edgars-vanags', 'Edgars', 'Vanags', '25', 'applicant', 'direktors, Vējupes tehnikums', VEJUPE),
  person(
    'sanita-rudzite',
    'Sanita',
    'Rudzīte',
    '26',
    'applicant',
    'vadītāja, Saulstaru pirmsskola',
    SAULSTARI,
  ),
  person('inese-berzina', 'Inese', 'Bērziņa', '33', 'inspector', 'vecākā eksperte'),
  {
    ...person('karlis-zarins', 'Kārlis', 'Zariņš', '34', 'inspector', 'eksperts, licencēšana'),
    unit: 'licensing',
  },
  {
    ...person('ieva-lapina', 'Ieva', 'Lapiņa', '35', 'inspector', 'eksperte, reģistri un dublikāti'),
    unit: 'registers',
  },
  person('andris-liepa', 'Andris', 'Liepa', '44', 'reviewer', 'otrais pārbaudītājs'),
  person('dace-vitola', 'Dace', 'Vītola', '55', 'director', 'departamenta direktore, paraksta lēmumus'),
  person('maris-krumins', 'Māris', 'Krūmiņš', '66', 'supervisor', 'uzraugs'),
  person('zane-auzina', 'Zane', 'Auziņa', '88', 'auditor', 'auditore, lasa piekļuves žurnālu'),
  person('ilze-programmetaja', 'Ilze', 'Programmētāja', '77', 'developer', 'izstrādātāja'),
]

function person(
  id: string,
  givenName: string,
  familyName: string,
  digits: string,
  role: SampleRole,
  title: string,
  institution?: NonNullable<SamplePerson['institution']>,
): SamplePerson {
  const host = institution?.host ?? 'ikvd'
  const base = {
    id,
    givenName,
    familyName,
    email: `${id.replace('-', '.')}@${host}.example`,
    personalCode: `329999-999${digits}`,
    role,
    title,
  }
  return institution ? { ...base, institution } : base
}
