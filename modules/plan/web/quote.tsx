import './plan.css';

/** A sentence of the document, word for word, with the part that was looked for marked. It stays in its own language. */
export function Quote({ quote, highlight }: { readonly quote: string; readonly highlight: string | undefined }) {
  const at = highlight ? quote.indexOf(highlight) : -1;
  return (
    <blockquote className="plan-quote" lang="zh-CN">
      {at < 0 || !highlight ? (
        <mark>{quote}</mark>
      ) : (
        <>
          {quote.slice(0, at)}
          <mark>{highlight}</mark>
          {quote.slice(at + highlight.length)}
        </>
      )}
    </blockquote>
  );
}
