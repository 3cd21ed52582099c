import type { ComponentChildren } from 'preact'
import type { Tone } from './blocks.tsx'
import { names } from './names.ts'

// Small marks within a line: a state, a date, a norm. None speaks by colour alone.

export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return <strong class={names('tag', `tag--${tone}`)}>{children}</strong>
}

export interface DateChipProps {
  /** As the reader knows dates: '04.03.' */
  day: string
  /** How far it is: '−3 d'; absent where that says nothing. */
  distance?: string | undefined
  /** Both in words, for those who hear it. */
  words: string
  iso: string
  tone?: 'plain' | 'soon' | 'now' | 'force'
  /** Why it is that day. */
  children?: ComponentChildren
  /** Where it is told why, when that is not here. */
  href?: string | undefined
}

/** A date. It opens: here, or where its reasons stand. */
export function DateChip({ day, distance, words, iso, tone = 'plain', children, href }: DateChipProps) {
  const face = (
    <>
      <time datetime={iso} aria-hidden="true">
        {day}
        {distance ? <span class="date__distance"> · {distance}</span> : null}
      </time>
      <span class="hidden">{words}</span>
    </>
  )
  const look = names('date', `date--${tone}`)
  if (children)
    return (
      <details class={look} data-chip>
        <summary>{face}</summary>
        <div class="date__why">{children}</div>
      </details>
    )
  return href ? (
    <a class={look} href={href}>
      {face}
    </a>
  ) : (
    <span class={look}>{face}</span>
  )
}

/** A provision, short; it leads to its text where that is known, beside the page: what is typed here stays. */
export function NormLink({ href, text, full }: { href?: string | undefined; text: string; full: string }) {
  return href ? (
    <a class="norm" href={href} title={full} rel="external noopener" target="_blank">
      {text}
    </a>
  ) : (
    <span class="norm" title={full}>
      {text}
    </span>
  )
}

/** Steps of a reckoning, each with its provision. */
export function StepList({ children }: { children: ComponentChildren }) {
  return <ol class="steps">{children}</ol>
}
