iex (([regex]::Matches('gro.elpmaxe-morf-olleh tsoH-etirW','.','RightToLeft')|%{$_.Value}) -join '')
iex ('Zrite-Qost hello-from-example.org' -replace 'Z','W' -creplace 'Q','H')
$s=@'
Write-Host hello-from-example.org
'@
iex $s
$a='Write';$b='Host';iex "$a-$b hello-$('fr'+'om')-example.org"
iex ("{0}{1}" -f ("{1}{0}" -f 'ite','Wr'),('-Host hello-from-example.org'))
iex '###Write-Host hello-from-example.org###'.Trim('#')
iex (-join(87,114,105,116,101,45,72,111,115,116,32,104,101,108,108,111,45,102,114,111,109,45,101,120,97,109,112,108,101,46,111,114,103|%{$_ -as [char]}))
