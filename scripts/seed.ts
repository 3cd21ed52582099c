import { randomUUID } from 'node:crypto'
import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database.ts'
import { codeColumns, keysOf } from '../platform/personal-code.ts'
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
  {
    regNo: '0000000033',
    enterpriseNo: '90000000033',
    name: 'Ābolkalna pamatskola',
    legalAddress: 'Ābeļu iela 3, Ābolkalns, Paraugu novads, LV-0000',
    founder: 'Paraugu novada pašvaldība',
    email: 'skola@abolkalns.example',
    eAddress: '_DEFAULT@90000000033',
    inEnterpriseRegister: true,
    sites: ['Ābeļu iela 3, Ābolkalns, Paraugu novads, LV-0000'],
  },
  {
    regNo: '0000000044',
    enterpriseNo: '90000000044',
    name: 'Vējupes tehnikums',
    legalAddress: 'Dzirnavu iela 21, Vējupe, Paraugu novads, LV-0000',
    founder: 'Vējupes pilsētas pašvaldība',
    email: 'tehnikums@vejupe.example',
    eAddress: '_DEFAULT@90000000044',
    inEnterpriseRegister: true,
    sites: [
      'Dzirnavu iela 21, Vējupe, Paraugu novads, LV-0000',
      'Stacijas iela 2, Vējupe, Paraugu novads, LV-0000',
    ],
  },
  {
    regNo: '0000000055',
    enterpriseNo: '90000000055',
    name: 'Saulstaru pirmsskola',
    legalAddress: 'Pļavu iela 7, Saulstari, Paraugu novads, LV-0000',
    founder: 'SIA „Saulstari”',
    // Not in the enterprise register and without an e-address, as the technical school.
    email: 'pirmsskola@saulstari.example',
    eAddress: null,
    inEnterpriseRegister: false,
    sites: ['Pļavu iela 7, Saulstari, Paraugu novads, LV-0000'],
  },
]

/**
 * Writes the synthetic people and institutions that `npm start` offers. Done again, it changes nothing.
 * @param environment with MIGRATOR_DATABASE_URL (no process makes people) and the key for personal data
 */
export async function seed(
  environment: NodeJS.ProcessEnv,
): Promise<{ people: number; institutions: number }> {
  const config = readConfig(environment)
  if (!config.MIGRATOR_DATABASE_URL) throw new Error('MIGRATOR_DATABASE_URL must name the database to seed')
  const db = openDatabase(config.MIGRATOR_DATABASE_URL, 2)
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
      const id = randomUUID()
      await db.person.create({
        data: {
          id,
          subject: sample.id,
          givenName: sample.givenName,
          familyName: sample.familyName,
          ...codeColumns(keysOf(config), id, sample.personalCode),
          email: sample.email,
          ...(sample.role === 'developer'
            ? {}
            : {
                roles: {
                  create: {
                    id: randomUUID(),
                    role: sample.role,
                    institutionId: institution?.id ?? null,
                    unit: sample.unit ?? null,
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
  const done = await seed(process.env)
  console.log(`${done.people} people and ${done.institutions} institutions stand in the database.`)
}
