import { citation } from '../format.ts'
import { NormLink, StepList } from '../ui/index.ts'
import { say, type View, type Words } from '../view.ts'

/** The provision, short, with its full citation for those who ask, and its text for those who read. */
export function Norm({ v, norm }: { v: View; norm: { act: string; article: string } }) {
  const { short, full, url } = citation(v, norm)
  return <NormLink text={short} full={full} href={url} />
}

export interface StepView {
  text: Words
  norm?: { act: string; article: string }
}

/** Why a date is that date, step by step with the provisions. */
export function Steps({ v, steps }: { v: View; steps: StepView[] }) {
  return (
    <StepList>
      {steps.map((step, n) => (
        <li key={n}>
          {say(v, step.text)} {step.norm ? <Norm v={v} norm={step.norm} /> : null}
        </li>
      ))}
    </StepList>
  )
}
