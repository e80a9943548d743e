/* vdt-script-sh-tool.h
 *
 * Programs that pass text on and whose work can be computed.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-script-sh-private.h"

G_BEGIN_DECLS

typedef struct
{
  ShInterp   *sh;
  const char *name;     /* without its folder */
  GPtrArray  *words;    /* the name and the arguments */
} ShTool;

/* Each returns FALSE when the output cannot be known. */
typedef gboolean (*ShToolFunc) (ShTool *tool);

const char *vdt_script_sh_tool_word  (const ShTool *tool,
                                      guint         i);
GString    *vdt_script_sh_tool_input (ShTool       *tool,
                                      GPtrArray    *files);
void        vdt_script_sh_tool_print (ShTool       *tool,
                                      const char   *bytes,
                                      gsize         length);
GPtrArray  *vdt_script_sh_tool_operands
                                     (ShTool       *tool,
                                      const char   *valued);
gboolean    vdt_script_sh_tool_has   (ShTool       *tool,
                                      char          letter);
GRegex     *vdt_script_sh_regex      (const char   *pattern,
                                      gboolean      extended,
                                      gboolean      ignore_case);

gboolean    vdt_script_sh_sed        (ShTool       *tool);
gboolean    vdt_script_sh_tr         (ShTool       *tool);
gboolean    vdt_script_sh_tool_code  (ShTool       *tool,
                                      gboolean     *known);
gboolean    vdt_script_sh_tool_text  (ShTool       *tool,
                                      gboolean     *known);
gboolean    vdt_script_sh_tool_lang  (ShTool       *tool,
                                      gboolean     *known);

G_END_DECLS
