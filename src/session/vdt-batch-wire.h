/* vdt-batch-wire.h
 *
 * What the batch verbs' JSON readers and writers share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *vdt_batch_wire_parse      (const char   *line,
                                       GError      **error);
const char *vdt_batch_wire_get_string (JsonNode     *object,
                                       const char   *name);
void        vdt_batch_wire_add_id     (JsonBuilder  *builder,
                                       JsonNode     *object);
void        vdt_batch_wire_add_string (JsonBuilder  *builder,
                                       const char   *name,
                                       const char   *value);
void        vdt_batch_wire_add_int    (JsonBuilder  *builder,
                                       const char   *name,
                                       gint64        value);
void        vdt_batch_wire_begin_list (JsonBuilder  *builder,
                                       const char   *name);
char       *vdt_batch_wire_end        (JsonBuilder  *builder);

G_END_DECLS
