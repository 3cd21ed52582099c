import { DateInput, ErrorSummary } from '../components/inputs.tsx'
import { Button, PostForm } from '../components/parts.tsx'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'

export interface ClockPageProps {
  v: View
  progress: { total: number; done: number }
  value: string
  error?: string
}

/** Moves business time; in development and tests only. */
export function ClockPage({ v, progress, value, error }: ClockPageProps) {
  const t = v.t.pub.clock
  const jumps = [
    ['day', t.day],
    ['week', t.week],
    ['month', t.month],
  ] as const
  const working = progress.done < progress.total
  return (
    <Layout v={v} title={t.title} wrong={Boolean(error)} refresh={working ? 2 : undefined}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {error ? <ErrorSummary v={v} errors={[{ field: 'to', text: error }]} /> : null}
          <h1 class="govuk-heading-xl">{t.title}</h1>
          <p class="govuk-body-l">{t.lead}</p>
          <div class="lieta-next">
            <p class="govuk-body">
              {t.now}: <strong>{momentWords(v, v.now)}</strong>
            </p>
            <p class="govuk-body" role="status">
              {t.progress(progress.done, progress.total)} {working ? t.working : ''}
            </p>
          </div>
          <h2 class="govuk-heading-m">{t.jump}</h2>
          <PostForm v={v} action="/dev/clock">
            <div class="govuk-button-group">
              {jumps.map(([by, text]) => (
                <Button key={by} kind="secondary" name="by" value={by}>
                  {text}
                </Button>
              ))}
            </div>
          </PostForm>
          <PostForm v={v} action="/dev/clock">
            <DateInput v={v} name="to" label={t.to} value={value} error={error} large={true} />
            <Button>{t.move}</Button>
          </PostForm>
        </div>
      </div>
    </Layout>
  )
}
