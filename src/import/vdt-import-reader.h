/* vdt-import-reader.h
 *
 * How a format is plugged into the importer: what it looks like, and what to do
 * with it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-import-run.h"
#include "vdt-import-stream.h"
#include "vdt-json-splitter.h"

G_BEGIN_DECLS

/**
 * VdtImportProbe:
 * @record: the record in question
 * @list: the kind of list it stands in
 * @member: (nullable): the list's name, `value` or `results`
 * @context: (nullable): `@odata.context` of the document
 * @names: (element-type VdtJson): names of the record's members
 */
typedef struct
{
  VdtJson      record;
  VdtJsonList  list;
  const char  *member;
  const char  *context;
  GArray      *names;
} VdtImportProbe;

/**
 * VdtImportHead:
 * @bytes: how the file begins, up to 1 MiB
 * @length: how much that is
 * @text: (nullable): the same as text, behind a byte order mark and space
 * @text_length: its length
 */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
  const char   *text;
  gsize         text_length;
} VdtImportHead;

/**
 * VdtImportReader:
 * @nick: short name for the report, `graph-incidents`
 * @recognises_record: (nullable): whether a JSON record is of this format
 * @read_record: (nullable): reads one; the wire of @run is at its place
 * @recognises_head: (nullable): whether a file that is not JSON is of this format
 * @read_stream: (nullable): reads it whole
 * @advice: (nullable): for a format without reading function: what it is and
 *   where it belongs
 *
 * The importer asks its readers in turn; the first one that recognises a record
 * or file gets it.
 */
typedef struct
{
  const char *nick;
  gboolean  (*recognises_record) (const VdtImportProbe  *probe);
  void      (*read_record)       (VdtImportRun          *run,
                                  const VdtImportProbe  *probe);
  gboolean  (*recognises_head)   (const VdtImportHead   *head);
  gboolean  (*read_stream)       (VdtImportRun          *run,
                                  VdtImportStream       *stream,
                                  GError               **error);
  const char *advice;
} VdtImportReader;

gboolean               vdt_import_probe_has          (const VdtImportProbe  *probe,
                                                      const char            *name);
const VdtImportReader *vdt_import_get_graph_readers  (gsize                 *out_n);
const VdtImportReader *vdt_import_get_named_formats  (gsize                 *out_n);

G_END_DECLS
