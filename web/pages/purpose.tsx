import { Layout } from '../layout.tsx'
import {
  Button,
  Column,
  ErrorSummary,
  type FieldError,
  Inset,
  Lead,
  PostForm,
  Radios,
  TextArea,
  Title,
} from '../ui/index.ts'
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
      <Column>
        <Title>{t.title}</Title>
        <Lead>{t.lead(number)}</Lead>
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
          <Inset>{t.recorded}</Inset>
          <Button>{t.open}</Button>
        </PostForm>
      </Column>
    </Layout>
  )
}
