import { useAddress } from '@songhua/ui/address.ts';
import { useId } from 'react';
import './timeline.css';

/** A day kept in the address; the browser's own picker, which works by keyboard and on a phone. */
export function DayField({ name, label }: { readonly name: string; readonly label: string }) {
  const { get, set } = useAddress();
  const id = useId();
  return (
    <span className="record-day">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        className="sh-date-input"
        value={get(name) ?? ''}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </span>
  );
}
