import type { KernelEvent } from '../../ledger/events.ts'

/**
 * Keys by which the ledger knows the events of a case again. A worker may die between the commit of a batch and its
 * answer to Temporal; the same things are then said once more, perhaps with others between them and at a slightly
 * other time. So a key tells what happened (which act, which fact, which document), never when or in which batch.
 * The n-th event with the same words gets `#n`.
 */
export class EventKeys {
  private readonly given = new Map<string, number>()

  next(event: KernelEvent): string {
    const name = nameOf(event)
    const n = (this.given.get(name) ?? 0) + 1
    this.given.set(name, n)
    return n === 1 ? name : `${name}#${n}`
  }
}

function nameOf(event: KernelEvent): string {
  switch (event.type) {
    case 'act':
      return `act/${event.data.command}`
    case 'signing-started':
    case 'signing-failed':
      return `${event.type}/${event.data.command}`
    case 'stage-entered':
      return `stage/${event.data.stage}`
    case 'task-opened':
    case 'task-closed':
      return `${event.type}/${event.data.taskId}`
    case 'task-due':
      return `task-due/${event.data.taskId}/${event.data.due}`
    case 'clock-fact':
      return `fact/${event.data.fact.id}/${event.data.clocks.join('+')}`
    case 'document-issued':
    case 'document-sent':
      return `${event.type}/${event.data.documentId}`
    case 'document-served':
      return `document-served/${event.data.documentId}/${event.data.contestUntil ?? ''}`
    case 'register-entered':
      return `register/${event.data.register}/${event.data.state}/${event.data.reason}`
    case 'outcome':
    case 'closed':
      return `${event.type}/${event.data.outcome}`
    case 'warned':
    case 'escalated':
      return `${event.type}/${event.data.what}/${event.data.due}`
    default:
      return event.type
  }
}
