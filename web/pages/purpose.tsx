import { ErrorSummary, type FieldError, Radios, TextArea } from '../components/inputs.tsx'
import { Button, PostForm } from '../components/parts.tsx'
import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'

export interface PurposePageProps {
  v: View
  caseId: string
  number: string
  /** Where the person wanted to go. */
  back: string
  values: Record<string, string | undefined>
  errors: FieldError[]
  keyed: string
}

const PURPOSES = ['stands-in', 'consultation', 'inquiry', 'control', 'other']

/** Asked before a case opens that is neither the person's nor in their queue. */
export function PurposePage({ v, caseId, number, back, values, errors, keyed }: PurposePageProps) {
  const t = v.t.audit.purpose
  const error = (name: string): string | undefined => errors.find((e) => e.field === name)?.text
  return (
    <Layout v={v} title={t.title} wrong={errors.length > 0} back={{ href: '/desk', text: t.back }}>
      <ErrorSummary v={v} errors={errors} />
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-xl">{t.title}</h1>
          <p class="govuk-body-l">{t.lead(number)}</p>
          <PostForm v={v} action={`/cases/${caseId}/purpose`} keyed={keyed}>
            <input type="hidden" name="back" value={back} />
            <Radios
              v={v}
              name="purpose"
              label={t.choose}
              value={values.purpose ?? ''}
              error={error('purpose')}
              choices={PURPOSES.map((value) => ({ value, label: v.t.audit.purposes[value] ?? value }))}
            />
            <TextArea
              v={v}
              name="reason"
              label={t.reason}
              hint={t.reasonHint}
              rows={3}
              value={values.reason ?? ''}
              error={error('reason')}
            />
            <p class="govuk-inset-text">{t.recorded}</p>
            <Button>{t.open}</Button>
          </PostForm>
        </div>
      </div>
    </Layout>
  )
}
