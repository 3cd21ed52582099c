import type { Deps } from '../deps.ts'

/** By which order whoever signed stood in for the director, by the number of the event. */
export async function groundsOf(
  deps: Deps,
  events: { seq: number; type: string; data: unknown }[],
): Promise<Map<number, { orderNumber: string; orderDate: string }>> {
  const delegated = events.flatMap((e) => {
    const { delegationId } = e.data as { delegationId?: string }
    return e.type === 'signing-started' && delegationId ? [{ seq: e.seq, id: delegationId }] : []
  })
  if (delegated.length === 0) return new Map()
  const found = await deps.db.delegation.findMany({
    where: { id: { in: delegated.map((d) => d.id) } },
    select: { id: true, orderNumber: true, orderDate: true },
  })
  return new Map(
    delegated.flatMap(({ seq, id }) => {
      const one = found.find((d) => d.id === id)
      return one ? [[seq, { orderNumber: one.orderNumber, orderDate: one.orderDate }] as const] : []
    }),
  )
}
