-- The package of a single contact, a ZIP file, and why an answer to a person was not written. In a migration of its own: a new value
-- of an enum cannot be used in the transaction that adds it.

select private.require_objects('public.exports');

alter type public.export_format add value 'zip';
alter type public.export_failure add value 'answer_changed';
