/* vdt-script-sh-parse.h
 *
 * The shell parser's inside.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-sh-tree.h"

G_BEGIN_DECLS

typedef struct
{
  const char *text;
  gsize       pos;
  gsize       end;
  guint       nest;
  GPtrArray  *pending;   /* ShRedirect: here-documents whose text begins with the next line */
} ShParser;

static inline char
sh_peek (const ShParser *parser,
      gsize         ahead)
{
  return parser->pos + ahead < parser->end ? parser->text[parser->pos + ahead] : '\0';
}

ShNode   *vdt_script_sh_node_new       (ShKind       kind,
                                        gsize        start);
void      vdt_script_sh_add_child      (ShNode      *node,
                                        ShNode      *child);
void      vdt_script_sh_add_word       (GArray     **words,
                                        gsize        start,
                                        gsize        end);
void      vdt_script_sh_skip_blank     (ShParser    *parser);
void      vdt_script_sh_skip_lines     (ShParser    *parser);
gboolean  vdt_script_sh_take_word      (ShParser    *parser,
                                        const char  *word);
gboolean  vdt_script_sh_take_parens    (ShParser    *parser);
ShNode   *vdt_script_sh_parse_list     (ShParser    *parser);
ShNode   *vdt_script_sh_parse_compound (ShParser    *parser);
ShNode   *vdt_script_sh_parse_function (ShParser    *parser,
                                        gsize        start,
                                        gsize        name_start,
                                        gsize        name_end);

G_END_DECLS
