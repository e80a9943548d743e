/* test-script-powershell.c
 *
 * The PowerShell reader and evaluator. Each technique hides one and the same
 * command, which has to stand in the output and among the commands; folds are
 * compared as text; hostile input has to come to an end.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include <string.h>
#include <time.h>

typedef struct
{
  const char *name;
  const char *script;
} Hidden;

typedef struct
{
  const char *script;
  const char *shows;   /* the whole output */
} Fold;

/* What every one of these comes down to. */
#define COMMAND "Write-Host"
#define ARGUMENT "hello-from-example.org"

static const Hidden hidden[] = {
  { "enc-variants",
    "powershell -NoP -NonI -W Hidden -Exec Bypass -eNco VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAb"
    "wAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA" },
  { "enc-slash",
    "pwsh.exe /ec VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4"
    "AbwByAGcA" },
  { "join-range",
    "$s='gro.elpmaxe-morf-olleh tsoH-etirW'; iex ($s[-1..-($s.Length)] -join '')" },
  { "join-range2",
    "$a='gro.elpmaxe-morf-olleh tsoH-etirW';-join $a[($a.length-1)..0]|iex" },
  { "comspec",
    "& ($env:comspec[4,15,25]-join'') 'Write-Host hello-from-example.org'" },
  { "comspec2",
    "'Write-Host hello-from-example.org' | & ( $env:ComSpec[4,24,25]-join'')" },
  { "pshome",
    ". ($PSHome[4]+$PSHome[30]+'x') 'Write-Host hello-from-example.org'" },
  { "gcm",
    "&(gcm *ke-e*) 'Write-Host hello-from-example.org'" },
  { "gcm2",
    "& (Get-Command i*e-*pr*n) (\"{1}{0}\"-f'-Host hello-from-example.org','Write')" },
  { "gal",
    "&(gal ie?) 'Write-Host hello-from-example.org'" },
  { "gv-mdr",
    "('Write-Host hello-from-example.org')|&((gv '*mdr*').Name[3,11,2]-join'')" },
  { "set-alias",
    "sal zz iex; zz 'Write-Host hello-from-example.org'" },
  { "scriptblock-create",
    "[scriptblock]::Create('Write-Host hello-from-example.org').Invoke()" },
  { "scriptblock-call",
    "&([scriptblock]::Create(('Writ'+'e-Host hello-from-example.org')))" },
  { "icm",
    "icm -ScriptBlock ([scriptblock]::Create('Write-Host hello-from-example.org'))" },
  { "icm-block",
    "Invoke-Command {param($x) iex $x} -ArgumentList 'Write-Host hello-from-example.org'" },
  { "invokescript",
    "$ExecutionContext.InvokeCommand.InvokeScript('Write-Host hello-from-example.org')" },
  { "invokescript2",
    "$ExecutionContext.InvokeCommand.(($ExecutionContext.InvokeCommand|gm)[10].Name).Invoke('Writ"
    "e-Host hello-from-example.org')" },
  { "newscriptblock",
    ".($ExecutionContext.InvokeCommand.NewScriptBlock('Write-Host hello-from-example.org'))" },
  { "xor-loop",
    "$k=0x35;$o='';foreach($c in @(98,71,92,65,80,24,125,90,70,65,21,93,80,89,89,90,24,83,71,90,8"
    "8,24,80,77,84,88,69,89,80,27,90,71,82)){$o+=[char]($c -bxor $k)};iex $o" },
  { "xor-for",
    "$b=[byte[]](98,71,92,65,80,24,125,90,70,65,21,93,80,89,89,90,24,83,71,90,88,24,80,77,84,88,6"
    "9,89,80,27,90,71,82);for($i=0;$i -lt $b.count;$i++){$b[$i]=$b[$i] -bxor 53};iex([Text.Encodi"
    "ng]::ASCII.GetString($b))" },
  { "xor-multikey",
    "$k=[Text.Encoding]::UTF8.GetBytes('ab');$d=[Convert]::FromBase64String('NhAIFgRPKQ0SFkEKBA4N"
    "DUwEEw0MTwQaAA8RDgRMDhAG');$r=0..($d.Length-1)|%{$d[$_] -bxor $k[$_%$k.Length]};iex ([Text.E"
    "ncoding]::UTF8.GetString([byte[]]$r))" },
  { "rot13",
    "$t='Jevgr-Ubfg uryyb-sebz-rknzcyr.bet';$o='';$t.ToCharArray()|%{$c=[int]$_;if($c -ge 65 -and"
    " $c -le 90){$c=(($c-65+13)%26)+65}elseif($c -ge 97 -and $c -le 122){$c=(($c-97+13)%26)+97};$"
    "o+=[char]$c};iex $o" },
  { "rot-n",
    "$o=-join(('Zulwh0Krvw#khoor0iurp0h{dpsoh1ruj'.ToCharArray())|%{[char]([int]$_-3)});&('ie'+'x"
    "') $o" },
  { "deflate",
    "iex(New-Object IO.StreamReader((New-Object IO.Compression.DeflateStream([IO.MemoryStream][Co"
    "nvert]::FromBase64String('Cy/KLEnV9cgvLlHISM3JyddNK8rP1U2tSMwtyEnVyy9KBwA='),[IO.Compression"
    ".CompressionMode]::Decompress)),[Text.Encoding]::ASCII)).ReadToEnd()" },
  { "gzip-copyto",
    "$ms=New-Object System.IO.MemoryStream(,[Convert]::FromBase64String('H4sIAAFyBWsC/wsvyixJ1fXI"
    "Ly5RyEjNycnXTSvKz9VNrUjMLchJ1csvSgcAsGe6YCEAAAA='));$gz=New-Object System.IO.Compression.Gzi"
    "pStream($ms,[IO.Compression.CompressionMode]::Decompress);$o=New-Object IO.MemoryStream;$gz."
    "CopyTo($o);$gz.Close();iex([Text.Encoding]::UTF8.GetString($o.ToArray()))" },
  { "gzip-nested",
    "iex([IO.StreamReader]::new([IO.Compression.GZipStream]::new([IO.MemoryStream]::new([Convert]"
    "::FromBase64String('H4sIAAFyBWsC/y2MsQ6CMBiEX8UNuhAG4sB2JdoOOjSoCRIHKU1D1DYpDcW399e43d13d5NZ"
    "N3l/Mmssdk77cXL2VtdnN5E2hTCxjYGyvG+8W0yIBPfBv/h9Ntvqz7JL4m+IB0bwJ5oSLfgCeSQPC2FxVXyGSBgSIkQH"
    "bYmLEgdFfWnRKR4hgeG3r6j3/dPIGGMfw1pJuqEAAAA=')),[IO.Compression.CompressionMode]::Decompress"
    ")).ReadToEnd())" },
  { "stringbuilder",
    "$sb=New-Object Text.StringBuilder;foreach($p in 'Write-Hos','t hello-from-example.org'){[voi"
    "d]$sb.Append($p)};iex $sb.ToString()" },
  { "hashtable",
    "$h=@{a='Write-';b='Host hello-from-example.org'};iex ($h.a+$h['b'])" },
  { "ofs",
    "$OFS='';iex \"$([char[]](87,114,105,116,101,45,72,111,115,116,32,104,101,108,108,111,45,102,"
    "114,111,109,45,101,120,97,109,112,108,101,46,111,114,103))\"" },
  { "ofs-set-item",
    "Set-Item Variable:OFS '';iex ([string][char[]](87,114,105,116,101,45,72,111,115,116,32,104,1"
    "01,108,108,111,45,102,114,111,109,45,101,120,97,109,112,108,101,46,111,114,103))" },
  { "string-join",
    "iex ([String]::Join('',[char[]](87,114,105,116,101,45,72,111,115,116,32,104,101,108,108,111,"
    "45,102,114,111,109,45,101,120,97,109,112,108,101,46,111,114,103)))" },
  { "split-multi",
    "iex (-join('87x114x105x116x101x45x72x111x115x116x32x104x101x108x108x111x45x102x114x111x109x4"
    "5x101x120x97x109x112x108x101x46x111x114x103'.Split('x')|%{[char][int]$_}))" },
  { "regex-rtl",
    "iex (([regex]::Matches('gro.elpmaxe-morf-olleh tsoH-etirW','.','RightToLeft')|%{$_.Value}) -"
    "join '')" },
  { "array-reverse",
    "$c='gro.elpmaxe-morf-olleh tsoH-etirW'.ToCharArray();[array]::Reverse($c);iex (-join $c)" },
  { "replace-op",
    "iex ('Zrite-Qost hello-from-example.org' -replace 'Z','W' -creplace 'Q','H')" },
  { "replace-invoke",
    "iex ('Zrite-Host hello-from-example.org'.('Rep'+'lace').Invoke('Z','W'))" },
  { "backtick",
    "i`ex (\"W`Rite-H\"+\"ost hel`lo-from-example.org\")" },
  { "bracevar",
    "${a b}='Write-Host hello';${c`d}='-from-example.org';iex (${a b}+${c`d})" },
  { "function",
    "function Dec($x){$r='';for($i=0;$i -lt $x.Length;$i+=2){$r+=[char][Convert]::ToByte($x.Subst"
    "ring($i,2),16)};return $r};iex (Dec '57726974652d486f73742068656c6c6f2d66726f6d2d6578616d706"
    "c652e6f7267')" },
  { "function-pipeline",
    "function d{param([Parameter(ValueFromPipeline)]$s)process{[Text.Encoding]::UTF8.GetString([C"
    "onvert]::FromBase64String($s))}};iex (d 'V3JpdGUtSG9zdCBoZWxsby1mcm9tLWV4YW1wbGUub3Jn')" },
  { "heredoc",
    "$s=@'\nWrite-Host hello-from-example.org\n'@\niex $s" },
  { "dq-expand",
    "$a='Write';$b='Host';iex \"$a-$b hello-$('fr'+'om')-example.org\"" },
  { "toint-base8",
    "iex(-join(('127 162 151 164 145 55 110 157 163 164 40 150 145 154 154 157 55 146 162 157 155"
    " 55 145 170 141 155 160 154 145 56 157 162 147').Split(' ')|foreach{[char]([Convert]::ToInt1"
    "6($_,8))}))" },
  { "bin",
    "iex(-join(('1010111,1110010,1101001,1110100,1100101,101101,1001000,1101111,1110011,1110100,1"
    "00000,1101000,1100101,1101100,1101100,1101111,101101,1100110,1110010,1101111,1101101,101101,"
    "1100101,1111000,1100001,1101101,1110000,1101100,1100101,101110,1101111,1110010,1100111' -spl"
    "it ',')|%{[char][Convert]::ToInt32($_,2)}))" },
  { "format-nested",
    "iex (\"{0}{1}\" -f (\"{1}{0}\" -f 'ite','Wr'),('-Host hello-from-example.org'))" },
  { "securestring",
    "$s=ConvertTo-SecureString 'Write-Host hello-from-example.org' -AsPlainText -Force;iex ([Runt"
    "ime.InteropServices.Marshal]::PtrToStringAuto([Runtime.InteropServices.Marshal]::SecureStrin"
    "gToBSTR($s)))" },
  { "netcred",
    "iex (New-Object Net.NetworkCredential('',(ConvertTo-SecureString 'Write-Host hello-from-exam"
    "ple.org' -AsPlainText -Force))).Password" },
  { "while",
    "$i=0;$s='';while($i -lt 33){$s+=('Write-Host hello-from-example.org')[$i];$i++};iex $s" },
  { "do-until",
    "$i=0;$s='';do{$s+='Write-Host hello-from-example.org'[$i];$i++}until($i -ge 33);iex $s" },
  { "switch",
    "$x=2;switch($x){1{$y='no'}2{$y='Write-Host hello-from-example.org'}};iex $y" },
  { "if-env",
    "if($PSVersionTable.PSVersion.Major -ge 3){iex 'Write-Host hello-from-example.org'}" },
  { "nested-launch",
    "cmd.exe /c powershell.exe -w 1 -c \"iex ('Write-Host'+' hello-from-example.org')\"" },
  { "start-process",
    "Start-Process powershell.exe -ArgumentList '-nop -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAG"
    "wAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA' -WindowStyle Hidden" },
  { "start-process2",
    "saps -FilePath ('power'+'shell') -Args '-enc','VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtA"
    "GYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA'" },
  { "wscript.shell",
    "(New-Object -ComObject WScript.Shell).Run('powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZ"
    "QBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA',0)" },
  { "wmi",
    "([wmiclass]'Win32_Process').Create('powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwA"
    "bwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA')" },
  { "wmi2",
    "Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList 'powershell -enc VwByAGkAdA"
    "BlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA'" },
  { "env-setvar",
    "$env:q='Write-Host hello-from-example.org';iex $env:q" },
  { "getenv",
    "[Environment]::SetEnvironmentVariable('zz','Write-Host hello-from-example.org');iex ([Enviro"
    "nment]::GetEnvironmentVariable('zz'))" },
  { "sv",
    "sv a 'Write-Host hello'; sv b '-from-example.org'; iex ((gv a).Value+(gi variable:b).value)" },
  { "set-variable-pipeline",
    "'Write-Host hello-from-example.org'|sv qq;iex $qq" },
  { "typeaccel",
    "$t=[type]('Con'+'vert');iex ([Text.Encoding]::UTF8.GetString($t::FromBase64String('V3JpdGUtS"
    "G9zdCBoZWxsby1mcm9tLWV4YW1wbGUub3Jn')))" },
  { "method-var",
    "$m='FromBase64String';iex ([Text.Encoding]::UTF8.GetString([Convert]::$m('V3JpdGUtSG9zdCBoZW"
    "xsby1mcm9tLWV4YW1wbGUub3Jn')))" },
  { "double-fmt-hex",
    "iex (-join(0..32|%{[char][int]('0x'+'57726974652d486f73742068656c6c6f2d66726f6d2d6578616d706"
    "c652e6f7267'.Substring($_*2,2))}))" },
  { "bytes-concat",
    "[byte[]]$x=0x57,0x72,0x69,0x74,0x65,0x2d,0x48,0x6f,0x73,0x74,0x20,0x68,0x65,0x6c,0x6c,0x6f,0"
    "x2d,0x66,0x72,0x6f,0x6d,0x2d,0x65,0x78,0x61,0x6d,0x70,0x6c,0x65,0x2e,0x6f,0x72,0x67;iex ([Sy"
    "stem.Text.Encoding]::ASCII.GetString($x))" },
  { "char-cast-mult",
    "iex ([char]87+[char]114+'ite-Host hello-from-example.org')" },
  { "string-char",
    "iex (([string]::new([char[]](87,114,105,116,101,45,72,111,115,116,32,104,101,108,108,111,45,"
    "102,114,111,109,45,101,120,97,109,112,108,101,46,111,114,103))))" },
  { "psobject",
    "$o=New-Object PSObject -Property @{v='Write-Host hello-from-example.org'};iex $o.v" },
  { "pscustom",
    "$o=[pscustomobject]@{v='Write-Host hello-from-example.org'};iex $o.v" },
  { "powershell-api",
    "[PowerShell]::Create().AddScript('Write-Host hello-from-example.org').Invoke()" },
  { "dot-source-sub",
    ". { iex 'Write-Host hello-from-example.org' }" },
  { "args-block",
    "& { param($a,$b) iex ($a+$b) } 'Write-Host hello' '-from-example.org'" },
  { "trim",
    "iex '###Write-Host hello-from-example.org###'.Trim('#')" },
  { "padleft-remove",
    "iex ('xxWrite-Host hello-from-example.org'.Remove(0,2))" },
  { "filter",
    "filter f{$_ -bxor 53};iex (-join([char[]](98,71,92,65,80,24,125,90,70,65,21,93,80,89,89,90,2"
    "4,83,71,90,88,24,80,77,84,88,69,89,80,27,90,71,82|f)))" },
  { "try",
    "try{$z='Write-Host hello-from-example.org';iex $z}catch{}" },
  { "unicode-escapes",
    "iex ([regex]::Unescape('\\u0057rite-Host hello-from-example.org'))" },
  { "-as",
    "iex (-join(87,114,105,116,101,45,72,111,115,116,32,104,101,108,108,111,45,102,114,111,109,45"
    ",101,120,97,109,112,108,101,46,111,114,103|%{$_ -as [char]}))" },
  { "select",
    "iex (-join('gro.elpmaxe-morf-olleh tsoH-etirW'.ToCharArray()|select -Last 100)[-1..-100])" },
  { "sort",
    "iex (-join('3o','1i','2x'|sort|%{$_[1]})).Replace('ixo','Write-Host hello-from-example.org')" },
  { "urldecode",
    "Add-Type -AssemblyName System.Web;iex ([System.Web.HttpUtility]::UrlDecode('Write%2dHost hel"
    "lo%2dfrom%2dexample.org'))" },
  { "aes",
    "$a=[Security.Cryptography.Aes]::Create();$a.Key=[byte[]](1..32);$a.IV=[byte[]](0..15);$d=$a."
    "CreateDecryptor();$b=[Convert]::FromBase64String('mGoshFDu9PmM1tyNPlsXPWnZZXxm0sHpMTrkOE0580"
    "0p7q7nDDm9Wt+1TA8il1qt');iex ([Text.Encoding]::UTF8.GetString($d.TransformFinalBlock($b,0,$b"
    ".Length)))" },
  { "crypto-stream",
    "$r=New-Object Security.Cryptography.RijndaelManaged;$r.Key=1..32;$r.IV=0..15;$m=New-Object I"
    "O.MemoryStream(,[Convert]::FromBase64String('mGoshFDu9PmM1tyNPlsXPWnZZXxm0sHpMTrkOE05800p7q7"
    "nDDm9Wt+1TA8il1qt'));$c=New-Object Security.Cryptography.CryptoStream($m,$r.CreateDecryptor("
    "),'Read');iex (New-Object IO.StreamReader($c)).ReadToEnd()" },
  { "secure-string-key",
    "iex ([Runtime.InteropServices.Marshal]::PtrToStringAuto([Runtime.InteropServices.Marshal]::S"
    "ecureStringToBSTR(('76492d1116743f0423413b16050a5345MgB8AEEAQQBFAEMAQQB3AFEARgBCAGcAYwBJAEMA"
    "UQBvAEwARABBADAATwBEAHcAPQA9AHwAYQBhADcAMQAwAGUAZQA0AGYAMQBmAGQAZQA4AGEAOAAyADkANgBhAGYANABi"
    "ADAANgBmAGIAOQAzADgAZQA5AGEANgA3ADkAMABkADMANQA0ADcAZQA0ADkAZQAwADAAZQA3ADYAZgBkADkANAA1AGYA"
    "NQBlADkAMwAyADEANgBhAGMAZQAzAGEAOQA5ADAANgA2AGUAYgAxADQANQAyADAAMgA1ADIAZABiAGQAZgA5ADAAYwAy"
    "AGEAMQA4ADcAOQA0AGIAOAA0ADgAOAAzADYAMQA5ADYAOQBjAGMANQAwADEAYwAxAGYAZAAwADUAYgBiAGMAYwAzAGQA"
    "YwA2AGEAYgA2AGIAYgA1ADkAMAA1ADAANgAwAGEAMQBmADkAMAAwADEANgA5AGUAMQA5ADgAMAAyADEAOABjADAAZQA="
    "'|ConvertTo-SecureString -Key (1..16)))))" },
  { "credential",
    "$c=New-Object Management.Automation.PSCredential 'x',(ConvertTo-SecureString -Key (1..16) '7"
    "6492d1116743f0423413b16050a5345MgB8AEEAQQBFAEMAQQB3AFEARgBCAGcAYwBJAEMAUQBvAEwARABBADAATwBEA"
    "HcAPQA9AHwAYQBhADcAMQAwAGUAZQA0AGYAMQBmAGQAZQA4AGEAOAAyADkANgBhAGYANABiADAANgBmAGIAOQAzADgAZ"
    "QA5AGEANgA3ADkAMABkADMANQA0ADcAZQA0ADkAZQAwADAAZQA3ADYAZgBkADkANAA1AGYANQBlADkAMwAyADEANgBhA"
    "GMAZQAzAGEAOQA5ADAANgA2AGUAYgAxADQANQAyADAAMgA1ADIAZABiAGQAZgA5ADAAYwAyAGEAMQA4ADcAOQA0AGIAO"
    "AA0ADgAOAAzADYAMQA5ADYAOQBjAGMANQAwADEAYwAxAGYAZAAwADUAYgBiAGMAYwAzAGQAYwA2AGEAYgA2AGIAYgA1A"
    "DkAMAA1ADAANgAwAGEAMQBmADkAMAAwADEANgA5AGUAMQA5ADgAMAAyADEAOABjADAAZQA=');iex $c.GetNetworkC"
    "redential().Password" },
  { "env",
    "cmd /c \"set q=Write-Host hello-from-example.org&&powershell -c iex $env:q\"" },
  { "stdin",
    "cmd /c \"echo Write-Host hello-from-example.org | powershell -\"" },
  { "ps-to-cmd",
    "cmd.exe /c 'powershell -e VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQ"
    "BtAHAAbABlAC4AbwByAGcA'" },
  { "ps-call-cmd",
    "& cmd /c \"powershell -e VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQB"
    "tAHAAbABlAC4AbwByAGcA\"" },
  { "ps-set-env",
    "[Environment]::SetEnvironmentVariable('x','Write-Host hello-from-example.org','Process');cmd"
    " /c 'powershell -c \"iex $env:x\"'" },
  { "set-alias-obf",
    "sal ('i'+'e'+'y') ('ie'+'x');iey 'Write-Host hello-from-example.org'" },
  { "nested-fn",
    "function a{param($s)b $s};function b{param($s)iex $s};a 'Write-Host hello-from-example.org'" },
  { "script-var",
    "function f{$script:z='Write-Host hello-from-example.org'};f;iex $script:z" },
  { "global-fn",
    "function global:g{'Write-Host hello-from-example.org'};iex (g)" },
  { "gc-heredoc",
    "$x=@\"\nWrite-Host hello-from-example.org\n\"@;$x|Out-String|iex" },
  { "split-newline",
    "'Write-Host`nhello-from-example.org'.Replace('`n',' ')|iex" },
  { "assign-in-expr",
    "iex ($a='Write-Host hello-from-example.org')" },
  { "double-iex",
    "iex \"iex 'Write-Host hello-from-example.org'\"" },
  { "pipeline-var",
    "'Write-Host hello-from-example.org'|%{iex $_}" },
  { "foreach-method",
    "('Write-Host hello-from-example.org').ForEach({iex $_})" },
  { "static-var-type",
    "$c=[Convert];$e=[Text.Encoding]::UTF8;iex $e.GetString($c::FromBase64String('V3JpdGUtSG9zdCB"
    "oZWxsby1mcm9tLWV4YW1wbGUub3Jn'))" },
  { "int-parse",
    "iex (-join('87,114,105,116,101,45,72,111,115,116,32,104,101,108,108,111,45,102,114,111,109,4"
    "5,101,120,97,109,112,108,101,46,111,114,103'.Split(',')|%{[char][int]::Parse($_)}))" },
  { "multi-assignment",
    "$a=$b='Write-Host hello-from-example.org';iex $b" },
  { "minus-chars",
    "iex (-join('Xsjuf.Iptu!ifmmp.gspn.fybnqmf/psh'.ToCharArray()|%{[char]([byte][char]$_-1)}))" },
  { "hashtable-map",
    "$m=@{'1'='Write-';'2'='Host hello-';'3'='from-example.org'};iex ($m['1']+$m['2']+$m['3'])" },
  { "while-read-pos",
    "$s='1271621511641450551101571631640401501451541541570551461621571550551451701411551601541450"
    "56157162147';$o='';$p=0;while($p -lt $s.Length){$o+=[char]([convert]::ToInt32($s.Substring($"
    "p,3),8));$p+=3};iex $o" },
  { "regex-escape",
    "iex ([regex]::Replace('Wr#ite-H#ost hello-from-example.org','#',''))" },
  { "Compress-in-function",
    "function d($b){$m=New-Object IO.MemoryStream(,[Convert]::FromBase64String($b));$g=New-Object"
    " IO.Compression.GzipStream($m,[IO.Compression.CompressionMode]::Decompress);$r=New-Object IO"
    ".StreamReader($g);$r.ReadToEnd()};iex(d 'H4sIAJiABWsC/wsvyixJ1fXILy5RyEjNycnXTSvKz9VNrUjMLch"
    "J1csvSgcAsGe6YCEAAAA=')" },
  { "xor-string-key",
    "$k='key';$i=0;iex (-join([Convert]::FromBase64String('PBcQHwBUIwoKH0URDgkVBEgfGQoURgABCggJBw"
    "BXBBce')|%{[char]($_ -bxor [byte]$k[$i++%$k.Length])}))" },
  { "reverse-fn",
    "function Rev([string]$t){$a=$t.ToCharArray();[array]::Reverse($a);return [string]::Join('',$"
    "a)};iex (Rev 'gro.elpmaxe-morf-olleh tsoH-etirW')" },
  { "caesar-fn",
    "function C($t,$n){$r='';foreach($ch in $t.ToCharArray()){$r+=[char]([int]$ch - $n)};$r};iex "
    "(C '\\wnyj2Mtxy%mjqqt2kwtr2j}fruqj3twl' 5)" },
  { "try-iex-var",
    "${global:q}='Write-Host hello-from-example.org'; Invoke-Expression -Command $global:q" },
  { "call-operator-str",
    "&\"$('ie')$('x')\" 'Write-Host hello-from-example.org'" },
};

static const Fold folds[] = {
  { "'a'+'b'", "'ab'" },
  { "\"a`zb\"", "'azb'" },
  { "1+2*3", "7" },
  { "7/2", "3.5" },
  { "10 % 4", "2" },
  { "'x'*3", "'xxx'" },
  { "[char]65", "'A'" },
  { "[int]'0x1F'", "31" },
  { "(1,2)+3", "1, 2, 3" },
  { "'abc'[-1]", "'c'" },
  { "'abc'[2..0] -join ''", "'cba'" },
  { "'{0:X2}-{1,3}' -f 10,'b'", "'0A-  b'" },
  { "'aXbXc' -split 'x'", "'a', 'b', 'c'" },
  { "'aXbXc' -csplit 'x'", "'aXbXc'" },
  { "'abc' -replace '(b)','<$1>'", "'a<b>c'" },
  { "'abc'.Substring(1).ToUpper()", "'BC'" },
  { "'a,b;c'.Split(',;') -join '|'", "'a|b|c'" },
  { "'1','2' | % { [int]$_ + 1 }", "2, 3" },
  { "1..5 | ? { $_ -gt 3 }", "4, 5" },
  { "@{a='x'}.a", "'x'" },
  { "3 -eq 4", "$False" },
  { "[string]::Format('{0}{1}','a','b')", "'ab'" },
  { "[Convert]::FromBase64String('AQID')", "0x01, 0x02, 0x03" },
  { "$x = 'a'+'b'; foo $x", "$x = 'ab'; foo 'ab'" },
  { "foo ('a'+$unknown+'b')", "foo ('a'+$unknown+'b')" },
  { "$env:temp + '\\a.exe'", "\"${env:temp}\\a.exe\"" },
  { "nEw-objEct nEt.wEbcliEnt", "New-Object Net.WebClient" },
  { "(New-Object Net.WebClient).('Down'+'loadString')('http://example.com/'+'a')",
    "(New-Object Net.WebClient).DownloadString('http://example.com/a')" },
  { "if ($false) { $a = 1 } else { $a = 2 }; foo $a", "if ($false) { $a = 1 } else { $a = 2 }; foo 2" },
  { "if ($u) { $a = 1 }; $a = 2; if ($u) { $a = 3 }; foo $a", "if ($u) { $a = 1 }; $a = 2; if ($u) { $a = 3 }; foo $a" },
  { "foreach ($i in 1..3) { foo $i }", "foreach ($i in 1..3) { foo $i }" },
  { "$i = 1; while ($i -gt 0) { $b = 5 }; foo $i $b", "$i = 1; while ($True) { $b = 5 }; foo 1 5" },
  { "&('ru'+'ndll32') a.dll", "rundll32 a.dll" },
  { "set-variable zz ('a'+'b'); foo $zz", "$zz = 'ab'; foo 'ab'" },
  { "foo -Na`me x", "foo -Name x" },
  { "function f($a) { foo ('x'+'y') $a }", "function f($a) { foo 'xy' $a }" },
  { "foreach ($i in 1..3) { foo ($i -eq 9) ($i -lt 3) }", "foreach ($i in 1..3) { foo $False ($i -lt 3) }" },
  { "0..3 | % { $s[$_],$s[$j] = $s[$j],$s[$_]; foo $s[$_] }", "0..3 | % { $s[$_],$s[$j] = $s[$j],$s[$_]; foo $s[$_] }" },
  { "function f($x) { $x*2 }; foo (f 4)", "function f($x) { $x*2 }; foo 8" },
  { "$x = switch (3) { 1 { 'a' } { $_ -gt 2 } { 'b' } }; foo $x", "$x = switch (3) { 1 { 'a' } { $True } { 'b' } }; foo 'b'" },
  { "&(([String]''.Chars)[15,18,19]-join'') 'foo a'", "foo a" },
  { "[IO.Path]::Combine([Environment]::GetFolderPath('ApplicationData'),'a.exe')", "\"${env:APPDATA}\\a.exe\"" },
  { "${;}=+$();${+}=++${;};foo \"$(@{})\"[${+}]", "${;}=0;${+}=1;foo 'y'" },
  { "$l = New-Object Collections.ArrayList; [void]$l.Add('x'); foo $l[0]",
    "$l = New-Object Collections.ArrayList; [void]$l.Add('x'); foo 'x'" },
  { "$c = 'foo','b'; & $c[0] $c[1]", "$c = 'foo','b'; foo 'b'" },
  { "( 'a' ; foo", "( 'a' ; foo" },
  { "", "" },
};

static VdtScriptResult *
analyse (const char *script)
{
  return vdt_script_analyse (script, -1, VDT_SCRIPT_LANG_POWERSHELL, NULL, NULL);
}

static void
test_hidden (gconstpointer data)
{
  const Hidden *h = data;
  g_autoptr(VdtScriptResult) result = analyse (h->script);
  gboolean reported = FALSE;

  for (guint i = 0; i < result->commands->len; i++)
    {
      const VdtScriptCommand *command = g_ptr_array_index (result->commands, i);

      reported |= g_str_equal (command->name, COMMAND) && command->args->len == 1 &&
                  g_str_equal (g_ptr_array_index (command->args, 0), ARGUMENT);
    }

  if (strstr (result->output, COMMAND " " ARGUMENT) == NULL)
    g_test_fail_printf ("not in the output:\n%s", result->output);

  g_assert_true (reported);
}

static void
test_folds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autoptr(VdtScriptResult) result = analyse (folds[i].script);

      if (!g_str_equal (result->output, folds[i].shows))
        g_test_fail_printf ("%s\ncomes to\n%s\nand not to\n%s", folds[i].script, result->output, folds[i].shows);
    }
}

/* Every command lies inside its layer, and can be found again in the script itself. */
static void
test_places (void)
{
  const char *script = "$a = 'Write-'\n$b = $a + 'Host hello'\niex ($b + '-from-example.org')\n";
  g_autoptr(VdtScriptResult) result = analyse (script);
  gboolean found = FALSE;

  for (guint i = 0; i < result->commands->len; i++)
    {
      const VdtScriptCommand *command = g_ptr_array_index (result->commands, i);
      const VdtScriptLayer *layer = g_ptr_array_index (result->layers, command->layer);
      gsize start, length;

      g_assert_cmpuint (command->start + command->length, <=, layer->length);
      g_assert_true (vdt_script_result_map_to (result, command->layer, command->start, command->length, 0,
                                               &start, &length));
      g_assert_cmpuint (start + length, <=, strlen (script));

      if (g_str_equal (command->name, COMMAND))
        {
          found = TRUE;
          g_assert_cmpuint (command->layer, >, 0);
          g_assert_cmpuint (vdt_script_result_get_line (result, 0, start), ==, 3);
        }
    }

  g_assert_true (found);
}

static void
test_payload (void)
{
  g_autoptr(GString) script = g_string_new ("[Byte[]]$b = 0xfc,0xe8,0x82");
  g_autoptr(VdtScriptResult) result = NULL;
  const VdtScriptPayload *payload;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (script, ",0x%02x", i);

  result = analyse (script->str);
  g_assert_cmpuint (result->payloads->len, ==, 1);
  payload = g_ptr_array_index (result->payloads, 0);
  g_assert_cmpstr (payload->kind, ==, "shellcode (likely)");
  g_assert_cmpuint (payload->size, ==, 123);
}

static char *
repeat (const char *text,
        guint       times)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (out, text);

  return g_string_free (out, FALSE);
}

/* Anything comes to an end soon; the bound, on processor time, leaves room for sanitizers. */
static void
test_hostile (void)
{
  static const char *const units[] = {
    "(", "{", "[", "@(", "$(", "\"$(", "'a'+", "('a'+'b')+", "a.b.", "[a]::b(", "1,", "@{a=", "if(1){", "function f{",
    "foreach($a in ", "`", "\"", "'", "@'\n", "<#", "-join ", "!", "[char]", "$a=$a+$a;", "| % { ", "iex '", "a;", "${", "|",
    "$x+='aaaaaaaaaaaaaaaaaaaa';", "$x=\"$x$x\";", ".('a')", "-f ", "é", "\xff\xfe", "while(1){", "sv a $a;", "powershell -enc ",
  };
  static const char *const scripts[] = {
    "$a='aaaaaaaa';while($true){$a=$a+$a}",
    "$a='a';for($i=0;$i -lt 100;$i++){$a=\"$a$a\"};foo $a",
    "$a=1,2;for($i=0;$i -lt 100;$i++){$a=$a+$a};foo $a",
    "$a=@(1);foreach($i in 1..1000){foreach($j in 1..1000){foreach($k in 1..1000){$a+=1}}}",
    "function f{f;f};f",
    "function f{iex 'f'};f",
    "$s='iex $s';iex $s",
    "1..100000000|%{$_}",
    "$h=@{};$h.a=$h;foo $h",
    "$a=@(1);$a[0]=$a;foo $a",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' -match '^(a+)+$'",
    "'a'*100000000",
    "$x='x'*1000000;1..1000|%{$x.Replace('x','xx')}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *script = repeat (units[i], 64 * 1024 / (guint) strlen (units[i]));
      clock_t begun = clock ();
      g_autoptr(VdtScriptResult) result G_GNUC_UNUSED = analyse (script);

      if (clock () - begun > 30 * CLOCKS_PER_SEC)
        g_test_fail_printf ("\"%s\" repeated took too long", units[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      clock_t begun = clock ();
      g_autoptr(VdtScriptResult) result G_GNUC_UNUSED = analyse (scripts[i]);

      if (clock () - begun > 30 * CLOCKS_PER_SEC)
        g_test_fail_printf ("%s took too long", scripts[i]);
    }
}

static void
test_limits (void)
{
  VdtScriptLimits limits;
  g_autoptr(VdtScriptResult) result = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(VdtScriptResult) cancelled = NULL;
  g_autofree char *many = repeat ("foo a;", 2000);

  vdt_script_limits_init (&limits);
  limits.steps = 500;
  result = vdt_script_analyse (many, -1, VDT_SCRIPT_LANG_POWERSHELL, &limits, NULL);
  g_assert_true (result->reached & VDT_SCRIPT_REACHED_STEPS);
  g_assert_cmpuint (result->notes->len, ==, 1);

  g_cancellable_cancel (cancellable);
  cancelled = vdt_script_analyse (many, -1, VDT_SCRIPT_LANG_POWERSHELL, NULL, cancellable);
  g_assert_true (cancelled->reached & VDT_SCRIPT_REACHED_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_autofree char *path = g_strconcat ("/script/powershell/hidden/", hidden[i].name, NULL);

      g_test_add_data_func (path, &hidden[i], test_hidden);
    }

  g_test_add_func ("/script/powershell/folds", test_folds);
  g_test_add_func ("/script/powershell/places", test_places);
  g_test_add_func ("/script/powershell/payload", test_payload);
  g_test_add_func ("/script/powershell/hostile", test_hostile);
  g_test_add_func ("/script/powershell/limits", test_limits);

  return g_test_run ();
}
