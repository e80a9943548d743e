/* vdt-json.h
 *
 * Reading JSON in place: values are slices of the text they came in, so that
 * nothing is lost or rounded and nothing is copied that nobody asks for.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtJsonType:
 * @VDT_JSON_NONE: there is no value
 * @VDT_JSON_OBJECT: `{…}`
 * @VDT_JSON_ARRAY: `[…]`
 * @VDT_JSON_STRING: `"…"`
 * @VDT_JSON_NUMBER: a number of any size
 * @VDT_JSON_BOOLEAN: `true` or `false`
 * @VDT_JSON_NULL: `null`
 */
typedef enum
{
  VDT_JSON_NONE,
  VDT_JSON_OBJECT,
  VDT_JSON_ARRAY,
  VDT_JSON_STRING,
  VDT_JSON_NUMBER,
  VDT_JSON_BOOLEAN,
  VDT_JSON_NULL
} VdtJsonType;

/**
 * VdtJson:
 * @text: first byte of the value
 * @length: bytes of the value, without space around it
 *
 * One value, borrowed from a text that is valid JSON and valid UTF-8:
 * #VdtJsonSplitter or vdt_json_check() has seen to that.
 */
typedef struct
{
  const char *text;
  gsize       length;
} VdtJson;

gboolean     vdt_json_check         (const char   *text,
                                     gssize        length,
                                     VdtJson      *out_value,
                                     GError      **error);

VdtJsonType  vdt_json_get_type      (VdtJson       value);
const char  *vdt_json_type_to_text  (VdtJsonType   type);
char        *vdt_json_dup_text      (VdtJson       value);
char        *vdt_json_dup_scalar    (VdtJson       value);
gboolean     vdt_json_is            (VdtJson       string,
                                     const char   *text);

VdtJson      vdt_json_enter         (VdtJson       value);
gboolean     vdt_json_next_member   (VdtJson      *rest,
                                     VdtJson      *out_name,
                                     VdtJson      *out_value);
gboolean     vdt_json_next_element  (VdtJson      *rest,
                                     VdtJson      *out_value);
gboolean     vdt_json_get_member    (VdtJson       object,
                                     const char   *name,
                                     VdtJson      *out_value);
gboolean     vdt_json_has_member    (VdtJson       object,
                                     const char   *name);
char        *vdt_json_dup_member    (VdtJson       object,
                                     const char   *name);

G_END_DECLS
