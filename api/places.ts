/** So many at once in all, and so many of one asker: who comes beyond that is told so, and nobody waits in a line. */
export class Places {
  readonly #total: number
  readonly #each: number
  readonly #taken = new Map<string, number>()
  #all = 0

  constructor(total: number, each: number) {
    this.#total = total
    this.#each = each
  }

  /** @returns how to give the place back, once; undefined when there is none for this asker */
  take(asker: string): (() => void) | undefined {
    const own = this.#taken.get(asker) ?? 0
    if (this.#all >= this.#total || own >= this.#each) return undefined
    this.#all += 1
    this.#taken.set(asker, own + 1)
    let given = false
    return () => {
      if (given) return
      given = true
      this.#all -= 1
      const left = this.#taken.get(asker)! - 1
      if (left === 0) this.#taken.delete(asker)
      else this.#taken.set(asker, left)
    }
  }
}
