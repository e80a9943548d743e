/* vdt-hostile-private.h
 *
 * What the detector's parts share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hostile.h"

G_BEGIN_DECLS

typedef struct
{
  char   *nick;
  GRegex *regex;
} VdtHostileClass;

struct _VdtHostileDetector
{
  GPtrArray  *classes;      /* VdtHostileClass */
  GRegex     *any;          /* all classes in one */
  GRegex     *markup;
  GRegex     *compact;
  GHashTable *homoglyphs;   /* code point → code point */
  GHashTable *leet;
  gsize       head;
  gsize       tail;
};

gboolean vdt_hostile_load (VdtHostileDetector  *self,
                           GError             **error);

char *vdt_hostile_window      (const char  *text,
                               gsize        length,
                               gsize        head,
                               gsize        tail);
char *vdt_hostile_fold        (const char  *text);
char *vdt_hostile_show_hidden (const char  *text);
char *vdt_hostile_map         (const char  *text,
                               GHashTable  *map,
                               guint       *out_n);
char *vdt_hostile_rot13       (const char  *text);
char *vdt_hostile_unspace     (const char  *text);
char *vdt_hostile_unescape    (const char  *text,
                               const char **out_disguise);

/* Calls @func for each piece that decodes to text, until it returns TRUE. */
gboolean vdt_hostile_foreach_decoded (const char  *text,
                                      gboolean   (*func) (const char *decoded,
                                                          const char *disguise,
                                                          gpointer    user_data),
                                      gpointer     user_data);

G_END_DECLS
