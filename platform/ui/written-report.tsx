import { FileWordOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { address } from './api.ts';
import { PageHead } from './page-head.tsx';
import { Loaded } from './problem-notice.tsx';
import { useApi } from './query.ts';
import { useLanguage } from './text.ts';
import './written-report.css';

interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Report {
  readonly title: string;
  readonly line: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly paragraphs: readonly string[];
    readonly table: ReportTable | null;
  }[];
  readonly note: string;
}

const Rows = ({ table: { columns, rows }, name }: { readonly table: ReportTable; readonly name: string }) => (
  // A table that is wider than a phone is scrolled by keyboard, too.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: so that it can be
  <section className="sh-written-scroll" tabIndex={0} aria-label={name}>
    <table>
      <caption className="sh-visually-hidden">{name}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
          <tr key={at}>
            {row.map((cell, column) => (
              <td key={columns[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

/** A report generated from the data (`WrittenReport` of @songhua/tables) as a page to read and to print; `…/document` under its path is the same as a DOCX file. */
export function WrittenReportPage({ path, children }: { readonly path: string; readonly children?: ReactNode }) {
  const { t } = useTranslation('ui');
  const lang = useLanguage();
  const query = useApi<Report>(path);
  return (
    <Loaded query={query} rows={12}>
      {(report) => (
        <article className="sh-written">
          <PageHead title={report.title} lead={report.line}>
            {children}
            <Button className="sh-no-print" icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
              {t('written.print')}
            </Button>
            <a className="sh-no-print" href={address(`${path}/document`, { lang })} download>
              <FileWordOutlined aria-hidden="true" /> {t('written.docx')}
            </a>
          </PageHead>
          {report.sections.map(({ heading, paragraphs, table }) => (
            <section key={heading}>
              <h2>{heading}</h2>
              {paragraphs.map((one) => (
                <p key={one}>{one}</p>
              ))}
              {table && <Rows table={table} name={heading} />}
            </section>
          ))}
          <p className="sh-quiet">{report.note}</p>
        </article>
      )}
    </Loaded>
  );
}
