import type { ComponentChildren } from 'preact'
import { dayShort } from '../format.ts'
import type { View } from '../view.ts'

export interface FieldError {
  field: string
  text: string
}

export interface InputProps {
  v: View
  /** Also the id: the summary of errors links to it. */
  name: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  value?: string
  /** Large label: the question is all that the page asks. */
  large?: boolean
  children?: ComponentChildren
}

const ids = ({ name, hint, error, children }: InputProps): { describedby?: string } => {
  const list = [hint ? `${name}-hint` : '', children ? `${name}-extra` : '', error ? `${name}-error` : '']
  const describedby = list.filter(Boolean).join(' ')
  return describedby ? { describedby } : {}
}

const described = (props: InputProps): Record<string, string> => {
  const { describedby } = ids(props)
  return describedby ? { 'aria-describedby': describedby } : {}
}

function Around({ p, children }: { p: InputProps; children: ComponentChildren }) {
  return (
    <div class={`govuk-form-group${p.error ? ' govuk-form-group--error' : ''}`}>
      <label class={`govuk-label${p.large ? ' govuk-label--m' : ''}`} for={p.name}>
        {p.label}
      </label>
      <Beside p={p} />
      {children}
    </div>
  )
}

/** Hint, norm and error: between the label and the input. */
function Beside({ p }: { p: InputProps }) {
  return (
    <>
      {p.hint ? (
        <div id={`${p.name}-hint`} class="govuk-hint">
          {p.hint}
        </div>
      ) : null}
      {p.children ? <div id={`${p.name}-extra`}>{p.children}</div> : null}
      {p.error ? (
        <p id={`${p.name}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">{p.v.t.errorHidden}</span> {p.error}
        </p>
      ) : null}
    </>
  )
}

export function TextInput(
  p: InputProps & { width?: number; inputmode?: 'numeric'; suffix?: string | undefined },
) {
  const input = (
    <input
      class={`govuk-input${p.error ? ' govuk-input--error' : ''}${p.width ? ` govuk-input--width-${p.width}` : ''}`}
      id={p.name}
      name={p.name}
      type="text"
      value={p.value ?? ''}
      {...(p.inputmode ? { inputmode: p.inputmode } : {})}
      {...described(p)}
    />
  )
  return (
    <Around p={p}>
      {p.suffix ? (
        <div class="govuk-input__wrapper">
          {input}
          <div class="govuk-input__suffix" aria-hidden="true">
            {p.suffix}
          </div>
        </div>
      ) : (
        input
      )}
    </Around>
  )
}

export function TextArea(p: InputProps & { rows?: number }) {
  return (
    <Around p={p}>
      <textarea
        class={`govuk-textarea${p.error ? ' govuk-textarea--error' : ''}`}
        id={p.name}
        name={p.name}
        rows={p.rows ?? 5}
        {...described(p)}
      >
        {/* A leading line break would be eaten by the parser. */}
        {(p.value ?? '').startsWith('\n') ? `\n${p.value}` : (p.value ?? '')}
      </textarea>
    </Around>
  )
}

export interface Choice {
  value: string
  label: string
  hint?: string | undefined
}

function Fieldset({ p, children }: { p: InputProps; children: ComponentChildren }) {
  return (
    <div class={`govuk-form-group${p.error ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" {...described(p)}>
        <legend class={`govuk-fieldset__legend${p.large ? ' govuk-fieldset__legend--m' : ''}`}>
          {p.label}
        </legend>
        <Beside p={p} />
        {children}
      </fieldset>
    </div>
  )
}

export function Radios(p: InputProps & { choices: Choice[]; inline?: boolean }) {
  return (
    <Fieldset p={p}>
      <div class={`govuk-radios${p.inline ? ' govuk-radios--inline govuk-radios--small' : ''}`}>
        {p.choices.map((choice, n) => {
          const id = n === 0 ? p.name : `${p.name}-${n + 1}`
          return (
            <div class="govuk-radios__item" key={choice.value}>
              <input
                class="govuk-radios__input"
                id={id}
                name={p.name}
                type="radio"
                value={choice.value}
                checked={p.value === choice.value}
                {...(choice.hint ? { 'aria-describedby': `${id}-item-hint` } : {})}
              />
              <label class="govuk-label govuk-radios__label" for={id}>
                {choice.label}
              </label>
              {choice.hint ? (
                <div id={`${id}-item-hint`} class="govuk-hint govuk-radios__hint">
                  {choice.hint}
                </div>
              ) : null}
            </div>
          )
        })}
      </div>
    </Fieldset>
  )
}

export function Select(p: InputProps & { choices: Choice[]; empty: string }) {
  return (
    <Around p={p}>
      <select
        class={`govuk-select${p.error ? ' govuk-select--error' : ''}`}
        id={p.name}
        name={p.name}
        {...described(p)}
      >
        <option value="">{p.empty}</option>
        {p.choices.map((c) => (
          <option key={c.value} value={c.value} selected={p.value === c.value}>
            {c.label}
          </option>
        ))}
      </select>
    </Around>
  )
}

export function Checkbox(p: InputProps) {
  return (
    <div class={`govuk-form-group${p.error ? ' govuk-form-group--error' : ''}`}>
      <Beside p={p} />
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={p.name}
            name={p.name}
            type="checkbox"
            value="true"
            checked={p.value === 'true'}
            {...described(p)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={p.name}>
            {p.label}
          </label>
        </div>
      </div>
    </div>
  )
}

/** Day, month and year in three boxes, in the order of the language; `value` is what was entered, joined by '-'. */
export function DateInput(p: InputProps) {
  const [year = '', month = '', day = ''] = (p.value ?? '').split('-')
  const { t } = p.v
  const boxes = [
    ['day', t.date.day, day, 2],
    ['month', t.date.month, month, 2],
    ['year', t.date.year, year, 4],
  ] as const
  const hint = [p.hint, t.date.example(dayShort(p.v, p.v.today))].filter(Boolean).join(' ')
  return (
    <Fieldset p={{ ...p, hint }}>
      <div class="govuk-date-input">
        {boxes.map(([part, label, value, width], n) => (
          <div class="govuk-date-input__item" key={part}>
            <div class="govuk-form-group">
              <label class="govuk-label govuk-date-input__label" for={n === 0 ? p.name : `${p.name}-${part}`}>
                {label}
              </label>
              <input
                class={`govuk-input govuk-date-input__input govuk-input--width-${width}${p.error ? ' govuk-input--error' : ''}`}
                id={n === 0 ? p.name : `${p.name}-${part}`}
                name={`${p.name}-${part}`}
                type="text"
                inputmode="numeric"
                value={value}
              />
            </div>
          </div>
        ))}
      </div>
    </Fieldset>
  )
}

/** What is wrong, in one place at the top, with a link to each input. */
export function ErrorSummary({ v, errors, note }: { v: View; errors: FieldError[]; note?: string }) {
  if (errors.length === 0 && !note) return null
  return (
    <div class="govuk-error-summary" tabindex={-1} data-error-summary>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{v.t.errorSummary}</h2>
        <div class="govuk-error-summary__body">
          {note ? <p>{note}</p> : null}
          {errors.length > 0 ? (
            <ul class="govuk-list govuk-error-summary__list">
              {errors.map((e) => (
                <li key={e.field}>
                  <a href={`#${e.field}`}>{e.text}</a>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
    </div>
  )
}
