/* vdt-hunt-json.h
 *
 * Reads and writes the text of dynamic values in place: JSON without white
 * space. Nothing is copied and no tree is made; what is not JSON reads as null.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>
#include <string.h>

#include "vdt-hunt-call.h"

G_BEGIN_DECLS

typedef enum
{
  VDT_JSON_NULL,
  VDT_JSON_BOOL,
  VDT_JSON_LONG,
  VDT_JSON_REAL,
  VDT_JSON_STRING,
  VDT_JSON_ARRAY,
  VDT_JSON_BAG
} VdtJsonKind;

/* Walks the elements of an array or the pairs of a bag. */
typedef struct
{
  const char  *at;
  const char  *end;
  char         close;
  VdtHuntText  key;      /* of a bag, between the quotes, still escaped */
  VdtHuntText  value;
} VdtJsonWalk;

VdtJsonKind vdt_json_kind           (VdtHuntText   json);
void        vdt_json_walk           (VdtJsonWalk  *walk,
                                     VdtHuntText   json);
gboolean    vdt_json_next           (VdtJsonWalk  *walk);
gboolean    vdt_json_get            (VdtHuntText   bag,
                                     VdtHuntText   key,
                                     VdtHuntText  *out_value);
gboolean    vdt_json_at             (VdtHuntText   array,
                                     gint64        index,
                                     VdtHuntText  *out_value);
gint64      vdt_json_length         (VdtHuntText   array);
gboolean    vdt_json_number         (VdtHuntText   json,
                                     double       *out_number);
VdtHuntText vdt_json_string         (VdtHuntText   json,
                                     GString      *buffer);
VdtHuntText vdt_json_key            (VdtHuntText   key,
                                     GString      *buffer);
gboolean    vdt_json_is_plain       (VdtHuntText   text);
gboolean    vdt_json_normalize      (VdtHuntText   text,
                                     GString      *out);
void        vdt_json_write_string   (GString      *out,
                                     const char   *text,
                                     gsize         length);
void        vdt_json_write_real     (GString      *out,
                                     double        number);
void        vdt_json_write_integer  (GString      *out,
                                     gint64        number);
void        vdt_json_write_pair     (GString      *out,
                                     const char   *key,
                                     const char   *text,
                                     gsize         length);

/* Puts the comma between what has been written and the next element. */
static inline void
vdt_json_comma (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != '[' && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
}

static inline gboolean
vdt_hunt_text_equal (VdtHuntText a,
                     VdtHuntText b)
{
  return a.length == b.length && (a.length == 0 || memcmp (a.text, b.text, a.length) == 0);
}

static inline void
vdt_hunt_append (GString     *out,
                 VdtHuntText  text)
{
  g_string_append_len (out, text.text, text.length);
}

G_END_DECLS
