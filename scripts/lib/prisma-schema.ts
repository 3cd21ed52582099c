/** What the drift check compares: one table, as either side describes it. */
export interface TableShape {
  /** Column → type with "not null" where it is. */
  columns: Record<string, string>
  primaryKey: string
  /** Column lists, "a,b". */
  uniques: string[]
  /** "a,b → table(c,d)". */
  foreignKeys: string[]
}

export type Shapes = Record<string, TableShape>

const SCALARS: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  DateTime: 'timestamp(3) without time zone',
  Json: 'jsonb',
  Bytes: 'bytea',
  Float: 'double precision',
  Decimal: 'numeric(65,30)',
}

const NATIVE: Record<string, (size: string) => string> = {
  Uuid: () => 'uuid',
  Text: () => 'text',
  Date: () => 'date',
  Inet: () => 'inet',
  Json: () => 'json',
  JsonB: () => 'jsonb',
  SmallInt: () => 'smallint',
  Integer: () => 'integer',
  BigInt: () => 'bigint',
  Boolean: () => 'boolean',
  ByteA: () => 'bytea',
  Real: () => 'real',
  DoublePrecision: () => 'double precision',
  VarChar: (n) => (n ? `character varying(${n})` : 'character varying'),
  Char: (n) => `character(${n || 1})`,
  Decimal: (n) => (n ? `numeric(${n.replaceAll(' ', '')})` : 'numeric'),
  Time: (n) => (n ? `time(${n}) without time zone` : 'time without time zone'),
  Timestamp: (n) => (n ? `timestamp(${n}) without time zone` : 'timestamp without time zone'),
  Timestamptz: (n) => (n ? `timestamp(${n}) with time zone` : 'timestamp with time zone'),
}

interface Field {
  name: string
  type: string
  isList: boolean
  isOptional: boolean
  attributes: string
}

interface Model {
  name: string
  /** A view: of it only the columns are compared, and no column of a view is bound to say something. */
  isView: boolean
  table: string
  fields: Field[]
  blockAttributes: string[]
}

/**
 * Reads the part of `schema.prisma` that describes tables. It knows what we use, and refuses the rest.
 * @throws Error for a type that it cannot place
 */
export function readPrismaSchema(source: string): Shapes {
  const text = source.replaceAll(/\/\/.*$/gm, '')
  const enums = new Map<string, string>()
  for (const [, name = '', body = ''] of text.matchAll(/^enum (\w+) \{([\s\S]*?)^\}/gm)) {
    enums.set(name, /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? name)
  }
  const models = [...text.matchAll(/^(model|view) (\w+) \{([\s\S]*?)^\}/gm)].map(
    ([, block, name = '', body = '']) => readModel(name, body, block === 'view'),
  )
  const byName = new Map(models.map((model) => [model.name, model]))
  return Object.fromEntries(models.map((model) => [model.table, shapeOf(model, byName, enums)]))
}

function readModel(name: string, body: string, isView: boolean): Model {
  const lines = body
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const blockAttributes = lines.filter((line) => line.startsWith('@@'))
  const fields = lines
    .filter((line) => !line.startsWith('@@'))
    .map((line) => {
      const [, field = '', type = '', mark = '', attributes = ''] =
        /^(\w+)\s+(\w+)(\[\]|\?)?\s*(.*)$/.exec(line) ?? []
      if (!field) throw new Error(`schema.prisma: this line of ${name} cannot be read: ${line}`)
      return { name: field, type, isList: mark === '[]', isOptional: mark === '?', attributes }
    })
  const table = blockAttributes.map((line) => /@@map\("([^"]+)"\)/.exec(line)?.[1]).find(Boolean) ?? name
  return { name, isView, table, fields, blockAttributes }
}

function shapeOf(model: Model, models: Map<string, Model>, enums: Map<string, string>): TableShape {
  const shape: TableShape = { columns: {}, primaryKey: '', uniques: [], foreignKeys: [] }
  const columns = (list: string, of: Model = model) =>
    list
      .split(',')
      .map((word) => columnOf(of, word.trim().replace(/\(.*$/, '')))
      .join(',')
  for (const field of model.fields) {
    const target = models.get(field.type)
    if (target) {
      const fields = /fields:\s*\[([^\]]+)\]/.exec(field.attributes)?.[1]
      const references = /references:\s*\[([^\]]+)\]/.exec(field.attributes)?.[1]
      if (fields && references && !model.isView && !target.isView) {
        shape.foreignKeys.push(`${columns(fields)} → ${target.table}(${columns(references, target)})`)
      }
      continue
    }
    const column = columnOf(model, field.name)
    const isNull = field.isOptional || model.isView ? '' : ' not null'
    shape.columns[column] = `${typeOf(model, field, enums)}${isNull}`
    if (/(^|\s)@id\b/.test(field.attributes)) shape.primaryKey = column
    if (/(^|\s)@unique\b/.test(field.attributes)) shape.uniques.push(column)
  }
  for (const line of model.isView ? [] : model.blockAttributes) {
    const list = /^@@(?:id|unique)\((?:fields:\s*)?\[([^\]]+)\]/.exec(line)?.[1]
    if (list && line.startsWith('@@id')) shape.primaryKey = columns(list)
    if (list && line.startsWith('@@unique')) shape.uniques.push(columns(list))
  }
  return shape
}

function columnOf(model: Model, name: string): string {
  const field = model.fields.find((candidate) => candidate.name === name)
  if (!field) throw new Error(`schema.prisma: ${model.name} has no field ${name}`)
  return /(?:^|\s)@map\("([^"]+)"\)/.exec(field.attributes)?.[1] ?? name
}

function typeOf(model: Model, field: Field, enums: Map<string, string>): string {
  const [, native, size = ''] = /@db\.(\w+)(?:\(([^)]*)\))?/.exec(field.attributes) ?? []
  const type = native ? NATIVE[native]?.(size) : (SCALARS[field.type] ?? enums.get(field.type))
  if (!type)
    throw new Error(`schema.prisma: the drift check does not know the type of ${model.name}.${field.name}`)
  return field.isList ? `${type}[]` : type
}
