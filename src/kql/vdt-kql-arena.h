/* vdt-kql-arena.h
 *
 * Memory that is given back all at once: what one analysis or one catalog
 * makes lives exactly as long as it does.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtKqlArena VdtKqlArena;

VdtKqlArena *vdt_kql_arena_new     (void);
void         vdt_kql_arena_free    (VdtKqlArena *self);
gpointer     vdt_kql_arena_alloc   (VdtKqlArena *self,
                                    gsize        size);
char        *vdt_kql_arena_strndup (VdtKqlArena *self,
                                    const char  *text,
                                    gsize        length);
char        *vdt_kql_arena_strdup  (VdtKqlArena *self,
                                    const char  *text);
char        *vdt_kql_arena_printf  (VdtKqlArena *self,
                                    const char  *format,
                                    ...) G_GNUC_PRINTF (2, 3);

#define vdt_kql_arena_new0(arena, type) ((type *) vdt_kql_arena_alloc ((arena), sizeof (type)))
#define vdt_kql_arena_newn(arena, type, n) \
  ((type *) vdt_kql_arena_alloc ((arena), sizeof (type) * (gsize) (n)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlArena, vdt_kql_arena_free)

G_END_DECLS
