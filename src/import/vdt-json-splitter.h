/* vdt-json-splitter.h
 *
 * A stream of JSON of any length, cut into records of bounded size.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-json.h"

G_BEGIN_DECLS

/**
 * VDT_JSON_MAX_RECORD:
 *
 * The longest record in bytes that is handed over; one incident with 10,000
 * alerts needs some 30 MB.
 */
#define VDT_JSON_MAX_RECORD ((gsize) 128 * 1024 * 1024)

/**
 * VDT_JSON_MAX_DEPTH:
 *
 * Brackets inside brackets; what is deeper is an attack, not data.
 */
#define VDT_JSON_MAX_DEPTH ((gsize) 1024 * 1024)

/**
 * VdtJsonSplitFlags:
 * @VDT_JSON_SPLIT_DEFAULT: records are handed over with their text
 * @VDT_JSON_SPLIT_SURVEY: syntax only: records are not kept, their slices are empty
 * @VDT_JSON_SPLIT_LINES: every line begins a value of its own
 */
typedef enum
{
  VDT_JSON_SPLIT_DEFAULT = 0,
  VDT_JSON_SPLIT_SURVEY = 1 << 0,
  VDT_JSON_SPLIT_LINES = 1 << 1
} VdtJsonSplitFlags;

/**
 * VdtJsonList:
 * @VDT_JSON_LIST_NONE: the document is one record
 * @VDT_JSON_LIST_ARRAY: the document is an array of records
 * @VDT_JSON_LIST_MEMBER: the document wraps a list of records, `{"value":[…]}`
 */
typedef enum
{
  VDT_JSON_LIST_NONE,
  VDT_JSON_LIST_ARRAY,
  VDT_JSON_LIST_MEMBER
} VdtJsonList;

/**
 * VdtJsonRecord:
 * @json: the value; empty in a survey and if it was too long
 * @document: number of the document in the stream, from 0
 * @list: what kind of list it stands in
 * @member: (nullable): name of the list, `value`
 * @index: place in the list, or -1
 * @offset: byte of the stream's text at which it begins, from 0
 * @line: line on which it begins, from 1
 * @length: its length in bytes, also if it was too long
 */
typedef struct
{
  VdtJson      json;
  guint64      document;
  VdtJsonList  list;
  const char  *member;
  gint64       index;
  guint64      offset;
  guint64      line;
  guint64      length;
} VdtJsonRecord;

/**
 * VdtJsonDocument:
 * @envelope: the document without its list's elements; empty if it is very long,
 *   which in a survey is more than 64 KiB, or no JSON
 * @document: its number in the stream, from 0
 * @bracket: its first byte
 * @list: what kind of list it was
 * @n_records: how many records it had
 * @offset: byte at which it begins
 * @line: line on which it begins
 * @end_line: line on which it ends
 * @message: (nullable): why it is no JSON
 * @error_offset: byte at which that shows
 * @error_line: line on which that shows
 * @cut: the stream ended inside it
 */
typedef struct
{
  VdtJson      envelope;
  guint64      document;
  char         bracket;
  VdtJsonList  list;
  guint64      n_records;
  guint64      offset;
  guint64      line;
  guint64      end_line;
  const char  *message;
  guint64      error_offset;
  guint64      error_line;
  gboolean     cut;
} VdtJsonDocument;

/**
 * VdtJsonHandler:
 * @record: (nullable): called for every record, in order
 * @document: called at the end of every document, good or bad
 *
 * What is passed lives until the function returns.
 */
typedef struct
{
  void (*record)   (const VdtJsonRecord   *record,
                    gpointer               user_data);
  void (*document) (const VdtJsonDocument *document,
                    gpointer               user_data);
} VdtJsonHandler;

typedef struct _VdtJsonSplitter VdtJsonSplitter;

VdtJsonSplitter *vdt_json_splitter_new       (const VdtJsonHandler *handler,
                                              gpointer              user_data,
                                              VdtJsonSplitFlags     flags);
gboolean         vdt_json_splitter_feed      (VdtJsonSplitter      *self,
                                              const char           *text,
                                              gsize                 length);
void             vdt_json_splitter_end       (VdtJsonSplitter      *self);
gboolean         vdt_json_splitter_get_lines (VdtJsonSplitter      *self);
void             vdt_json_splitter_free      (VdtJsonSplitter      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtJsonSplitter, vdt_json_splitter_free)

G_END_DECLS
