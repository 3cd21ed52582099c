/** What a use case gives, before it is JSON: days and moments may still be dates. */
export type Sendable<T> = unknown extends T
  ? unknown
  : T extends string
    ? T | Date
    : T extends readonly (infer One)[]
      ? readonly Sendable<One>[]
      : T extends object
        ? Known<T>
        : T
type Names<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] }
type Known<T extends object> = [Names<T>] extends [never]
  ? T extends Record<string, infer V>
    ? unknown extends V
      ? object
      : Record<string, Sendable<V>>
    : object
  : { [K in keyof T as string extends K ? never : K]: Sendable<T[K]> }
