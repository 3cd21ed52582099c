import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { DecisionView } from '../../cases/queries/decisions.ts'
import { textsFor } from '../../forms/texts/all.ts'
import { Button, ButtonGroup, ButtonLink, Link, PostForm, Text } from '../ui/index.ts'
import { say, type View } from '../view.ts'

/** The cases about a decision, and what may be begun about it (APL 83–88). */
export function Following({ v, file, decision }: { v: View; file: CaseFile; decision: DecisionView }) {
  const { cases, begin, decisionId } = decision
  const below = (as: string, procedure: string): string =>
    `/cases/${file.caseId}/decisions/${decisionId}/${as}/${procedure}`
  return (
    <>
      {cases.map((one) => {
        const { about } = textsFor(one.procedure)
        return about ? (
          <Text key={one.caseId}>
            {say(v, about.of)}: <Link href={`/cases/${one.caseId}`}>{one.number}</Link>
          </Text>
        ) : null
      })}
      {begin.length > 0 ? (
        <ButtonGroup>
          {begin.map(({ procedure, as }) => {
            const { about } = textsFor(procedure)
            if (!about) return null
            return as === 'ask' ? (
              <PostForm key={procedure} v={v} action={below(as, procedure)}>
                <Button kind="secondary">{say(v, about.ask)}</Button>
              </PostForm>
            ) : (
              <ButtonLink key={procedure} kind="secondary" href={below(as, procedure)}>
                {say(v, about.open)}
              </ButtonLink>
            )
          })}
        </ButtonGroup>
      ) : null}
    </>
  )
}

/** The way to the case of the decision that a case is about; without a link for whoever may not see it. */
export function aboutRow({ v, file }: { v: View; file: CaseFile }): [string, preact.ComponentChildren] {
  const { about } = file
  const t = v.t.case.file
  if (!about) return [t.aboutDecision, null]
  return [
    t.aboutDecision,
    about.open ? (
      <Link href={`/cases/${about.caseId}`}>
        {about.number} ({about.caseNumber})
      </Link>
    ) : (
      about.number
    ),
  ]
}
