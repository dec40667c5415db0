import { Input } from 'antd';
import { useEffect, useId, useState } from 'react';

interface AskedBoxProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onEnter: (value: string) => void;
}

/** A field with its label above; what stands in it is asked for when one leaves it or presses Enter. */
export function AskedBox({ label, hint, value, onEnter }: AskedBoxProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const enter = (): void => {
    if (typed.trim() !== value) onEnter(typed.trim());
  };
  return (
    <div className="privacy-field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={typed}
        placeholder={hint}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={enter}
        onPressEnter={enter}
      />
    </div>
  );
}
