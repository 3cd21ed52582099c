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
  institution?: { registrationNumber: string; name: string }
}

const PRIEZUKALNS = { registrationNumber: '90000000011', name: 'Priežukalna vidusskola' }
const DAUGAVA = { registrationNumber: '90000000022', name: 'Daugavas tehnikums' }

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
  person('inese-berzina', 'Inese', 'Bērziņa', '33', 'inspector', 'vecākā eksperte'),
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
  institution?: { registrationNumber: string; name: string },
): SamplePerson {
  const host = institution ? (institution === PRIEZUKALNS ? 'priezukalns' : 'daugava') : 'ikvd'
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
