import { z } from 'zod'

// What a schema would not take, and the field that must be named for it. Made from the schema itself.

// biome-ignore lint/suspicious/noExplicitAny: a JSON schema as it comes
type Json = any

/** The schema with what it refers to in its place. */
function jsonOf(schema: z.ZodType): Json {
  const whole: Json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const inPlace = (part: Json): Json => {
    if (Array.isArray(part)) return part.map(inPlace)
    if (part === null || typeof part !== 'object') return part
    if (part.$ref) return inPlace(whole.$defs[part.$ref.split('/').at(-1)])
    return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, inPlace(one)]))
  }
  const { $defs: _, ...rest } = whole
  return inPlace(rest)
}

/** For each thing that a body or query asks, one that is wrong in it alone or first. */
export function spoiled(schema: z.ZodType): { field: string; value: Record<string, unknown> }[] {
  const json = jsonOf(schema)
  const one: Json = json.oneOf?.[0] ?? json.anyOf?.[0] ?? json
  const choice =
    json.oneOf || json.anyOf ? Object.entries<Json>(one.properties).find(([, p]) => 'const' in p) : undefined
  // Of several kinds: one that there is not.
  if (choice) return [{ field: choice[0], value: { [choice[0]]: 'no-such-kind' } }]
  return Object.entries<Json>(one.properties ?? {}).flatMap(([field, property]) => {
    const wrong = wrongFor(property)
    return wrong === undefined ? [] : [{ field, value: { [field]: wrong } }]
  })
}

/** Undefined where anything will do. */
function wrongFor(property: Json): unknown {
  if (property.enum) return 'no-such-choice'
  const type = Array.isArray(property.type) ? property.type[0] : property.type
  if (type === 'string')
    return property.format || property.pattern ? 'neither a day nor an id' : { not: 'a text' }
  return type === undefined ? undefined : 'x'
}

/** The same for what comes as text: where any text will do, nothing is wrong. */
export function spoiledQuery(schema: z.ZodType): { field: string; query: string }[] {
  const json = jsonOf(schema)
  return Object.entries<Json>(json.properties ?? {}).flatMap(([field, p]) => {
    const long = typeof p.maxLength === 'number' ? 'a'.repeat(p.maxLength + 1) : undefined
    const wrong = p.enum || p.pattern || p.type !== 'string' ? 'no-such-choice' : long
    return wrong === undefined ? [] : [{ field, query: `${field}=${wrong}` }]
  })
}
