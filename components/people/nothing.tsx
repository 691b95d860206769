/** A field without a value. */
export function Nothing() {
  return (
    <>
      <span aria-hidden="true" className="text-quiet">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  );
}
