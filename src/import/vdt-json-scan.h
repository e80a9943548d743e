/* vdt-json-scan.h
 *
 * One JSON value that lies in memory whole, checked and taken apart in one go: what
 * reads lines by the hundred thousand.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-json.h"

G_BEGIN_DECLS

/**
 * VDT_JSON_SCAN_DEPTH:
 *
 * Brackets inside brackets that a line may have.
 */
#define VDT_JSON_SCAN_DEPTH 512

/**
 * VdtJsonScan:
 * @p: where it is
 * @end: behind the text
 * @message: (nullable): what is wrong at @p
 *
 * A place in a text of valid UTF-8.
 */
typedef struct
{
  const char *p;
  const char *end;
  const char *message;
} VdtJsonScan;

/**
 * VdtJsonPart:
 * @value: the value, as it stands
 * @escaped: whether it is a string with a backslash in it
 */
typedef struct
{
  VdtJson  value;
  gboolean escaped;
} VdtJsonPart;

void     vdt_json_scan_begin       (VdtJsonScan  *self,
                                    const char   *text,
                                    gsize         length);
gboolean vdt_json_scan_value       (VdtJsonScan  *self,
                                    VdtJsonPart  *out);
gboolean vdt_json_scan_enter       (VdtJsonScan  *self,
                                    char          bracket);
gboolean vdt_json_scan_next_member (VdtJsonScan  *self,
                                    gboolean     *first,
                                    VdtJsonPart  *out_name);
gboolean vdt_json_scan_next_element (VdtJsonScan *self,
                                    gboolean     *first);
gboolean vdt_json_scan_end         (VdtJsonScan  *self);
gboolean vdt_json_scan_whole       (const char   *text,
                                    gsize         length,
                                    VdtJsonPart  *out);
gsize    vdt_json_scan_unescape    (VdtJson       string,
                                    char         *into);
gsize    vdt_json_scan_compact     (VdtJson       value,
                                    char         *into);

G_END_DECLS
