import { randomUUID } from 'node:crypto'
import { openDatabase } from '../platform/database.ts'
import { SAMPLE_PEOPLE } from './lib/sample-people.ts'

/** Synthetic institutions: numbers that no real one has, addresses in places that do not exist. */
export const SAMPLE_INSTITUTIONS = [
  {
    regNo: '0000000011',
    enterpriseNo: '90000000011',
    name: 'Priežukalna vidusskola',
    legalAddress: 'Skolas iela 1, Priežukalns, Paraugu novads, LV-0000',
    founder: 'Paraugu novada pašvaldība',
    email: 'skola@priezukalns.example',
    eAddress: '_DEFAULT@90000000011',
    inEnterpriseRegister: true,
    sites: [
      'Skolas iela 1, Priežukalns, Paraugu novads, LV-0000',
      'Parka iela 4, Priežukalns, Paraugu novads, LV-0000',
    ],
  },
  {
    regNo: '0000000022',
    enterpriseNo: '90000000022',
    name: 'Daugavas tehnikums',
    legalAddress: 'Krasta iela 10, Upmala, Paraugu novads, LV-0000',
    founder: 'Biedrība „Upmalas izglītība”',
    // Without an e-address on purpose: decisions go out by e-mail here.
    email: 'tehnikums@daugava.example',
    eAddress: null,
    inEnterpriseRegister: false,
    sites: ['Krasta iela 10, Upmala, Paraugu novads, LV-0000'],
  },
]

/**
 * Writes the synthetic people and institutions that `npm start` offers. Done again, it changes nothing.
 * @param url connection string of the role that owns the schema: no process makes people
 */
export async function seed(url: string): Promise<{ people: number; institutions: number }> {
  const db = openDatabase(url, 2)
  try {
    for (const institution of SAMPLE_INSTITUTIONS) {
      const known = await db.institution.findUnique({
        where: { regNo: institution.regNo },
        select: { id: true },
      })
      if (!known)
        await db.institution.create({ data: { id: randomUUID(), ...institution }, select: { id: true } })
    }
    for (const sample of SAMPLE_PEOPLE) {
      if (await db.person.findUnique({ where: { subject: sample.id }, select: { id: true } })) continue
      const institution = sample.institution
        ? await db.institution.findFirst({
            where: { enterpriseNo: sample.institution.registrationNumber },
            select: { id: true },
          })
        : null
      await db.person.create({
        data: {
          id: randomUUID(),
          subject: sample.id,
          givenName: sample.givenName,
          familyName: sample.familyName,
          personalCode: sample.personalCode,
          email: sample.email,
          ...(sample.role === 'developer'
            ? {}
            : {
                roles: {
                  create: {
                    id: randomUUID(),
                    role: sample.role,
                    institutionId: institution?.id ?? null,
                    validFrom: new Date('2020-01-01T00:00:00Z'),
                  },
                },
              }),
        },
        select: { id: true },
      })
    }
    return { people: SAMPLE_PEOPLE.length, institutions: SAMPLE_INSTITUTIONS.length }
  } finally {
    await db.$disconnect()
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const url = process.env.MIGRATOR_DATABASE_URL
  if (!url) throw new Error('MIGRATOR_DATABASE_URL must name the database to seed')
  const done = await seed(url)
  console.log(`${done.people} people and ${done.institutions} institutions stand in the database.`)
}
