/* vdt-data.h
 *
 * Knowledge that is compiled in: JSON files under data/, packed at build time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GVariant    *vdt_data_load       (GResource  *resource,
                                  const char *name);
GVariant    *vdt_data_get_list   (GVariant   *object,
                                  const char *member);
GVariant    *vdt_data_get_object (GVariant   *object,
                                  const char *member);
const char  *vdt_data_get_string (GVariant   *object,
                                  const char *member);
const char **vdt_data_dup_strv   (GVariant   *object,
                                  const char *member);
gboolean     vdt_data_get_flag   (GVariant   *object,
                                  const char *member);

G_END_DECLS
