// What a fuzzer says: texts, numbers and shapes that have broken something somewhere, and mixtures of them.

/** Random numbers that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\u202Egnp.exe',
  'a\u200Bb\u200Dc\uFEFF',
  '\n\r\t',
  '\u0007\u001b[31m',
  'a'.repeat(70_000),
  'ā'.repeat(3000),
  '😀'.repeat(500),
  'e\u0301\u0301\u0301\u0301\u0301\u0301',
  "'; DROP TABLE person; --",
  '<script>alert(1)</script>',
  '{{7*7}}%s%n',
  '../../etc/passwd',
  '%00%ff%',
  '\\',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'true',
  '0',
  '-1',
  '1e309',
  '9999999999999999999999',
  '9999-12-31',
  '0000-00-00',
  '2026-02-30',
  '+275760-09-13',
  '9999-12-31T23:59:59.999Z',
  '00000000-0000-0000-0000-000000000000',
  'not-a-uuid',
  '[]',
  '{}',
]

const NUMBERS = [0, -0, -1, 1, 2 ** 31, 2 ** 31 - 1, -(2 ** 31), 2 ** 53, 1e308, 0.1, 1e-320]

export interface Fuzz {
  random(): number
  pick<T>(from: readonly T[]): T
  text(): string
  value(depth?: number): unknown
  /** A copy in which something was replaced, added or taken away. */
  mutated(value: unknown, depth?: number): unknown
}

export function fuzzFrom(seed: number): Fuzz {
  const random = randomFrom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const text = (): string => {
    if (random() < 0.8) return pick(TEXTS)
    return String.fromCharCode(
      ...Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 0x10000)),
    )
  }
  const value = (depth = 0): unknown => {
    const kind = random()
    if (kind < 0.5 || depth > 3) return text()
    if (kind < 0.65) return pick(NUMBERS)
    if (kind < 0.75) return pick([true, false, null])
    if (kind < 0.85) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1))
    if (kind < 0.9) return deep(Math.floor(random() * 3000))
    return Object.fromEntries(
      Array.from({ length: Math.floor(random() * 4) }, () => [text().slice(0, 30), value(depth + 1)]),
    )
  }
  const deep = (levels: number): unknown => {
    let inner: unknown = 1
    for (let n = 0; n < levels; n++) inner = n % 2 === 0 ? [inner] : { a: inner }
    return inner
  }
  const mutated = (given: unknown, depth = 0): unknown => {
    if (random() < 0.15) return value()
    if (Array.isArray(given)) return given.flatMap((one) => (random() < 0.1 ? [] : [mutated(one, depth + 1)]))
    if (typeof given !== 'object' || given === null) return random() < 0.4 ? value() : given
    const out: Record<string, unknown> = {}
    for (const [name, one] of Object.entries(given)) if (random() > 0.05) out[name] = mutated(one, depth + 1)
    if (random() < 0.1) out[text().slice(0, 30)] = value()
    return out
  }
  return { random, pick, text, value, mutated }
}
