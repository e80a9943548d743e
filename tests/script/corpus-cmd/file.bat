@echo off
setlocal EnableDelayedExpansion
set "k=abcdefgh" & set /a n=(3+4)*2
:again
for /f "tokens=1,2* delims=: usebackq" %%a in (`echo a:b:c d`) do set "!k:~1,2!=%%~nxa %%b %%c"
if /i "%k:~0,1%"=="A" (call :sub one "two" & goto next) else echo %~dp0
goto again
:next
(echo one& echo two)>>%TEMP%\x.cmd
type %TEMP%\x.cmd | findstr /i "o.e t*" | cmd
exit /b 65
:sub
echo %1 %~2 %*
goto :eof
