import { allFields, type FormDef } from '../../forms/form.ts'
import { Question } from '../components/question.tsx'
import { dayWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import { Button, Column, ErrorSummary, Eyebrow, type FieldError, Lead, PostForm, Title } from '../ui/index.ts'
import { say, type View } from '../view.ts'

export interface OpenCaseProps {
  v: View
  form: FormDef
  /** The decision that it will be about, and the case of that. */
  original: { caseId: string; caseNumber: string; number: string; on: string; subject: string }
  action: string
  values: Record<string, unknown>
  errors: FieldError[]
  keyed: string
}

/** An official begins of the institution's own motion: about which decision, on which ground. */
export function OpenCasePage({ v, form, original, action, values, errors, keyed }: OpenCaseProps) {
  const title = say(v, form.pages[0]!.title)
  const t = v.t.case.file
  return (
    <Layout
      v={v}
      title={title}
      wrong={errors.length > 0}
      back={{ href: `/cases/${original.caseId}`, text: original.caseNumber }}
    >
      <Column>
        <ErrorSummary v={v} errors={errors} />
        <Eyebrow>
          {t.decision} {original.number}, {dayWords(v, original.on)}
        </Eyebrow>
        <Title>{title}</Title>
        <Lead>{original.subject}</Lead>
        <PostForm v={v} action={action} keyed={keyed}>
          {allFields(form).map((field) => (
            <Question
              key={field.name}
              v={v}
              field={field}
              data={values}
              context={{ today: v.today, sites: [] }}
              verifications={{}}
              errors={errors}
              remarks={[]}
              large={true}
            />
          ))}
          <Button>{t.openCase}</Button>
        </PostForm>
      </Column>
    </Layout>
  )
}
