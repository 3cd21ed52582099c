import { expect, test } from '@jest/globals'
import { differences } from './drift.ts'
import { readPrismaSchema } from './prisma-schema.ts'

const SOURCE = `
enum Kind {
  a
  @@map("kind")
}

model Person {
  id      String  @id @db.Uuid // the key
  code    String? @unique @map("personal_code")
  created DateTime @default(now()) @map("created_at") @db.Timestamptz(3)
  tags    String[]
  kind    Kind
  grants  Grant[]

  @@map("person")
}

model Grant {
  personId String @map("person_id") @db.Uuid
  role     String
  person   Person @relation(fields: [personId], references: [id], onDelete: Cascade)

  @@id([personId, role])
  @@unique([role, personId], map: "x")
  @@map("role_grant")
}
`

test('reads tables, columns, keys and relations under their database names', () => {
  expect(readPrismaSchema(SOURCE)).toEqual({
    person: {
      columns: {
        id: 'uuid not null',
        personal_code: 'text',
        created_at: 'timestamp(3) with time zone not null',
        tags: 'text[] not null',
        kind: 'kind not null',
      },
      primaryKey: 'id',
      uniques: ['personal_code'],
      foreignKeys: [],
    },
    role_grant: {
      columns: { person_id: 'uuid not null', role: 'text not null' },
      primaryKey: 'person_id,role',
      uniques: ['role,person_id'],
      foreignKeys: ['person_id → person(id)'],
    },
  })
})

test('names each difference', () => {
  const schema = readPrismaSchema(SOURCE)
  expect(differences(schema, schema)).toEqual([])
  const database = structuredClone(schema)
  database.person!.columns.personal_code = 'text not null'
  database.person!.columns.extra = 'text'
  database.person!.uniques = []
  database.role_grant!.foreignKeys = []
  database.role_grant!.primaryKey = 'role'
  database.other = { columns: {}, primaryKey: '', uniques: [], foreignKeys: [] }
  expect(differences(schema, database)).toEqual([
    'other: in the database, but not in schema.prisma',
    'person.extra: in the database (text), but not in schema.prisma',
    'person.personal_code: text in schema.prisma, text not null in the database',
    'person: the database lacks unique (personal_code)',
    'role_grant: primary key (person_id,role) in schema.prisma, (role) in the database',
    'role_grant: the database lacks the foreign key person_id → person(id)',
  ])
})

test('refuses what it cannot place', () => {
  expect(() => readPrismaSchema('model A {\n  x Strange\n}\n')).toThrow(/type of A.x/)
})
